package dev.steward.availability.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How long a mitra was online.
 *
 * @param seconds
 *            between the two instants
 * @param days
 *            the same by days of UTC, each of the span, also those with nothing
 */
@Schema(examples = """
        {"from": "2026-05-24T12:00:00Z", "to": "2026-05-26T00:00:00Z", "seconds": 21600, \
        "days": [{"day": "2026-05-24", "seconds": 0}, {"day": "2026-05-25", "seconds": 21600}]}""")
public record OnlineTime(Instant from, Instant to, long seconds, List<Day> days) {

    public record Day(LocalDate day, long seconds) {}

    static OnlineTime of(Instant from, Instant to, List<Day> days) {
        return new OnlineTime(from, to, days.stream().mapToLong(Day::seconds).sum(), days);
    }
}
