package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what a case cannot hold because it is made anew each time: <code>{role:api}</code> is a token with the
 * bypass
 * role of that channel, <code>{link:api}</code> the token of a bypass link; each also {@code expired-}, and
 * {@code forged-role} and {@code revoked-link}. <code>{times:3000:x}</code> repeats.
 */
final class MaintenanceKeys {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(link|role|times|[a-z]+-link|[a-z]+-role):([^}]+)}");

    private final RunningSuite suite;
    private final Map<String, String> links = new HashMap<>();
    private final List<String> issued = new ArrayList<>();

    MaintenanceKeys(RunningSuite suite) {
        this.suite = suite;
        Instant later = Instant.now().plus(Duration.ofHours(1));
        Instant soon = later;
        for (String channel : List.of("storefront", "api", "partner")) {
            links.put("link:" + channel, issue(channel, later).getString("token"));
            JsonPath revoked = issue(channel, later);
            suite.gateway("alice", "admin").delete("/admin/api/maintenance/bypass-links/" + revoked.getString("id")).then()
                    .statusCode(204);
            links.put("revoked-link:" + channel, revoked.getString("token"));
            soon = Instant.now().plusSeconds(1);
            links.put("expired-link:" + channel, issue(channel, soon).getString("token"));
        }
        Instant over = soon;
        await().atMost(5, SECONDS).until(() -> Instant.now().isAfter(over));
    }

    private JsonPath issue(String channel, Instant expiresAt) {
        JsonPath link = suite.gateway("alice", "admin").contentType("application/json")
                .body(Map.of("subject", "conformance", "channel", channel, "expiresAt", expiresAt.toString()))
                .post("/admin/api/maintenance/bypass-links").then().statusCode(201).extract().jsonPath();
        issued.add(link.getString("id"));
        return link;
    }

    void revoke() {
        issued.forEach(id -> suite.gateway("alice", "admin").delete("/admin/api/maintenance/bypass-links/" + id).then()
                .statusCode(204));
    }

    List<String> fill(List<String> headers) {
        return headers.stream().map(this::fill).toList();
    }

    String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(this::value);
    }

    private String value(MatchResult found) {
        String what = found.group(2);
        return Matcher.quoteReplacement(switch (found.group(1)) {
            case "role" -> suite.token("conformance", "maintenance-bypass:" + what);
            case "expired-role" -> suite.token(Duration.ofMinutes(-10), "conformance", "maintenance-bypass:" + what);
            case "forged-role" -> forged(suite.token("conformance", "operator"), "maintenance-bypass:" + what);
            case "times" -> what.substring(what.indexOf(':') + 1).repeat(Integer.parseInt(what.split(":")[0]));
            default -> links.get(found.group(1) + ":" + what);
        });
    }

    /** Another's claims under a good signature. */
    private String forged(String good, String role) {
        String[] wanted = suite.token("conformance", role).split("\\.");
        String[] parts = good.split("\\.");
        return parts[0] + "." + wanted[1] + "." + parts[2];
    }
}
