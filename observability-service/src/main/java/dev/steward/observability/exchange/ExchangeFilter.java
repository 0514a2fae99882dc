package dev.steward.observability.exchange;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What a listing is narrowed to: all conditions hold. */
public record ExchangeFilter(
        @RestQuery @Parameter(description = "One API's only.", example = "partner") String api,
        @RestQuery @Parameter(description = "Started then or later.", example = "2026-03-14T00:00:00Z") Instant from,
        @RestQuery @Parameter(description = "Started before that.", example = "2026-03-15T00:00:00Z") Instant to,
        @RestQuery @Pattern(regexp = "[1-5][0-9]{2}|[1-5]xx|failed", message = "must be a code like 500, a class like 5xx, or failed") @Parameter(description = "A code, a class, or failed: from 400 on, an exception, or no complete answer.", example = "5xx") String status,
        @RestQuery @Parameter(example = "POST") String method,
        @RestQuery @Parameter(description = "The path template.", example = "/api/orders/{id}") String route,
        @RestQuery @Parameter(description = "The caller's id.", example = "customer-17") String user,
        @RestQuery @Pattern(regexp = "[0-9a-f]{32}", message = "must be 32 lower-case hexadecimal digits") @Parameter(example = "4bf92f3577b34da6a3ce929d0e0e4736") String traceId,
        @RestQuery @Min(0) @Max(1_000_000_000) @Parameter(description = "Took at least this long.", example = "500") Long minDurationMs,
        @RestQuery @Parameter(description = "The path contains this, in upper or lower case.", example = "orders") String q,
        @RestQuery @Parameter(description = "The nextCursor of the last answer.") String cursor,
        @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
    private static final char FIRST_FAILURE = '4';

    /** Whether no success fits. */
    boolean onlyFailures() {
        return status != null && (status.equals("failed") || status.charAt(0) >= FIRST_FAILURE);
    }
}
