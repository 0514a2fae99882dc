package dev.steward.availability.reading;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many mitras there are for a customer.
 *
 * @param available
 *            online, pinged lately, and with capacity left
 * @param online
 *            all that are online
 * @param asOf
 *            when they were counted, by the clock of the store that counted
 */
@Schema(examples = """
        {"available": 12, "online": 17, "asOf": "2026-05-25T10:07:55.123Z", "source": "valkey"}""")
public record Availability(long available, long online, Instant asOf, Source source) {
    Availability stale() {
        return new Availability(available, online, asOf, Source.STALE);
    }
}
