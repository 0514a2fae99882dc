package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What came of an attempt, as the seed's command had it: success, failure, or invalid. */
record AttemptResult(JsonNode request) {
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int INVALID = 3;

    int exitCode() {
        return switch (state()) {
            case "DELIVERED" -> SUCCESS;
            case "PENDING", "FAILED" -> FAILURE;
            default -> INVALID;
        };
    }

    String sentence() {
        return switch (state()) {
            case "PENDING" -> "attempt %d of %d failed: %s; the next is at %s.".formatted(
                    request.path("attemptCount").asInt(), request.path("attemptLimit").asInt(), failure(),
                    request.path("nextAttemptAt").asText("once the one under way has ended"));
            case "FAILED" -> "failed. %s 'steward dispatch retry' puts it back.".formatted(reason());
            default -> "%s. %s".formatted(state().toLowerCase(Locale.ROOT), reason());
        };
    }

    private String failure() {
        JsonNode attempts = request.path("attempts");
        JsonNode last = attempts.path(attempts.size() - 1);
        String what = last.hasNonNull("status") ? "answered " + last.path("status").asInt() : last.path("error").asText();
        return "%s after %d ms".formatted(what, last.path("durationMs").asInt());
    }

    private String state() {
        return request.path("state").asText();
    }

    private String reason() {
        return request.path("reason").asText();
    }
}
