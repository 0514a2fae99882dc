package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Waits until a revision counts everywhere, and tells who followed when. */
record Followers(GatewayClient client, PrintWriter out) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long BETWEEN_LOOKS_NANOS = 50_000_000;

    void await(long revision) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> told = new HashSet<>();
        JsonNode points = look(revision, told);
        while (!allFollow(points, revision)) {
            if (System.nanoTime() > deadline) {
                throw CallFailed.failed("Not everybody follows revision %d yet: %s.", revision, laggards(points, revision));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            points = look(revision, told);
        }
        out.printf("%d of %d enforcement points are at revision %d.%n", told.size(), told.size(), revision);
    }

    private JsonNode look(long revision, Set<String> told) {
        JsonNode points = client.get("/admin/api/maintenance/gateways");
        for (JsonNode point : points.path("items")) {
            String id = point.path("id").asText();
            if (isThere(point) && point.path("revision").asLong() >= revision && told.add(id)) {
                out.printf("  %-7s %-40s revision %d, %d ms%n", point.path("kind").asText(), id,
                        point.path("revision").asLong(), point.path("tookMillis").asLong());
                out.flush();
            }
        }
        return points;
    }

    private static boolean allFollow(JsonNode points, long revision) {
        for (JsonNode point : points.path("items")) {
            if (isThere(point) && point.path("revision").asLong() < revision) {
                return false;
            }
        }
        return true;
    }

    private static String laggards(JsonNode points, long revision) {
        var names = new StringBuilder();
        for (JsonNode point : points.path("items")) {
            if (isThere(point) && point.path("revision").asLong() < revision) {
                names.append(names.isEmpty() ? "" : ", ").append(point.path("id").asText());
            }
        }
        return names.toString();
    }

    private static boolean isThere(JsonNode point) {
        return !point.path("state").asText().equals("silent");
    }
}
