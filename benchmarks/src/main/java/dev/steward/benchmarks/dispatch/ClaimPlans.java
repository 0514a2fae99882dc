package dev.steward.benchmarks.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.benchmarks.process.Stores;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the service's own claims read, as PostgreSQL's auto_explain writes down each of them. */
final class ClaimPlans {
    private static final String SETTING = "ALTER ROLE steward_dispatcher IN DATABASE steward SET ";
    private static final Pattern CLAIM = Pattern.compile("(?is).*SKIP LOCKED.*SET\\s+lease_token\\s*=\\s*\\$.*");

    /**
     * @param buffers
     *            pages looked at, whether or not they were in memory
     * @param tasks
     *            how many it took
     */
    record Claim(long buffers, int tasks) {}

    private final ObjectMapper json = new ObjectMapper();
    private final Path log;
    private long from;

    ClaimPlans(Path log) {
        this.log = log;
    }

    /** For whoever connects from now on. */
    static void turnOn(Stores stores) throws SQLException {
        stores.execute(SETTING + "session_preload_libraries = 'auto_explain'",
                SETTING + "auto_explain.log_min_duration = 0",
                SETTING + "auto_explain.log_analyze = on",
                SETTING + "auto_explain.log_buffers = on",
                SETTING + "auto_explain.log_timing = off",
                SETTING + "auto_explain.log_format = json",
                SETTING + "auto_explain.log_parameter_max_length = 0");
    }

    /** Only what comes from now on counts. */
    void forget() throws IOException {
        from = Files.size(log);
    }

    List<Claim> claims() throws IOException {
        List<Claim> claims = new ArrayList<>();
        var plan = new StringBuilder();
        for (String line : (text() + "\nend").split("\n")) {
            if (line.startsWith("\t")) {
                plan.append(line);
            } else {
                addTo(claims, plan.toString());
                plan.setLength(0);
            }
        }
        return claims;
    }

    private void addTo(List<Claim> claims, String plan) throws IOException {
        if (!plan.startsWith("\t{") || !plan.endsWith("}")) {
            return;
        }
        JsonNode explained = json.readTree(plan);
        if (CLAIM.matcher(explained.path("Query Text").asText()).matches()) {
            JsonNode root = explained.get("Plan");
            claims.add(new Claim(root.get("Shared Hit Blocks").asLong() + root.get("Shared Read Blocks").asLong(),
                    leased(root)));
        }
    }

    /** The claim's other rows say where the tasks of a destination begin, and when the next is due. */
    private static int leased(JsonNode node) {
        if (node.path("Subplan Name").asText().equals("CTE leased")) {
            return node.get("Actual Rows").asInt();
        }
        int leased = 0;
        for (JsonNode part : node.path("Plans")) {
            leased += leased(part);
        }
        return leased;
    }

    private String text() throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
