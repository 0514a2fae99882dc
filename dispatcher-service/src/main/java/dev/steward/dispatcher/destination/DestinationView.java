package dev.steward.dispatcher.destination;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whoever is sent to, with its limits and what waits for it.
 *
 * @param origin
 *            scheme, host and port
 * @param paused
 *            nothing is sent; what is under way goes on
 * @param concurrency
 *            its own limit of attempts at once, all replicas together; null: the default
 * @param concurrencyInForce
 *            its own limit, or the default
 * @param pending
 *            requests that have not ended
 * @param inFlight
 *            of these, attempts under way
 * @param oldestDueAgeSeconds
 *            how long its oldest has been due without being sent; 0 where nothing is overdue
 */
@Schema(examples = """
        {
          "id": "8f5aaa11-7d3c-8c4e-9a65-2f0d2b6f7d10",
          "origin": "https://crm.example.com:443",
          "paused": false,
          "concurrency": null,
          "concurrencyInForce": 16,
          "pending": 12,
          "inFlight": 4,
          "oldestDueAgeSeconds": 0.012,
          "createdAt": "2026-03-01T12:00:00Z"
        }""")
record DestinationView(UUID id, String origin, boolean paused,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(nullable = true) Integer concurrency, int concurrencyInForce,
        long pending, long inFlight, double oldestDueAgeSeconds, Instant createdAt) {}
