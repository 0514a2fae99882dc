package dev.steward.local.operating;

import dev.steward.local.DurationWords;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as people type it: {@code 15:30} (the next one on this machine's clock), {@code +30m},
 * {@code 2030-01-01T15:30}
 * (this machine's zone) or RFC 3339 with its offset. Shown back in full, so that a misunderstanding is seen.
 */
record PointInTime(Instant instant) {
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss zzz", Locale.ENGLISH);

    static PointInTime parse(String text, Clock clock) {
        try {
            return new PointInTime(read(text.strip(), clock).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time such as 15:30, +30m, 2030-01-01T15:30 or 2030-01-01T15:30:00+01:00");
        }
    }

    private static Instant read(String text, Clock clock) {
        if (text.startsWith("+")) {
            return clock.instant().plus(DurationWords.parse(text.substring(1)));
        }
        if (text.matches("\\d{1,2}:\\d{2}")) {
            return next(LocalTime.parse(text.length() == 4 ? "0" + text : text), clock);
        }
        return text.matches(".*(Z|z|[+-]\\d{2}:\\d{2})$")
                ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant()
                : LocalDateTime.parse(text).atZone(clock.getZone()).toInstant();
    }

    private static Instant next(LocalTime time, Clock clock) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime today = now.with(time);
        return (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    /** With the zone of the clock, and in UTC. */
    String shown(Clock clock) {
        return FULL.format(instant.atZone(clock.getZone())) + " (" + instant + ")";
    }
}
