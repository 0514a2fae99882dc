package dev.steward.dispatcher.delivery;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads a {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date in one of the three forms of HTTP. Pure.
 */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Pattern VERY_MANY_SECONDS = Pattern.compile("\\d{10,}");
    private static final Duration VERY_LONG = Duration.ofSeconds(1_000_000_000);

    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(2000, 1, 1))
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter
            .ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final List<DateTimeFormatter> FORMS = List.of(RFC_1123_DATE_TIME, RFC_850, ASCTIME);

    private RetryAfter() {}

    /**
     * Zero where it says nothing that can be understood, or a time that is past.
     *
     * @param value
     *            may be null
     */
    static Duration of(String value, Instant now) {
        if (value == null) {
            return Duration.ZERO;
        }
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        return VERY_MANY_SECONDS.matcher(text).matches() ? VERY_LONG : until(text, now);
    }

    private static Duration until(String date, Instant now) {
        return FORMS.stream().map(form -> read(date, form)).filter(Objects::nonNull).findFirst()
                .map(then -> Duration.between(now, then))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private static Instant read(String date, DateTimeFormatter form) {
        try {
            return ZonedDateTime.parse(date, form).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
