package dev.steward.maintenance.legacy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The content of the legacy system's offline file: the expected back-online time, as unix time or as ISO 8601 text, or
 * nothing. Pure.
 */
final class OfflineFile {
    private static final Pattern UNIX = Pattern.compile("\\d{1,11}");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private OfflineFile() {}

    /**
     * @param zone
     *            of a time without an offset
     * @return empty when no time is given
     * @throws DateTimeException
     *             when the content is neither
     */
    static Optional<Instant> backOnlineAt(String content, ZoneId zone) {
        String text = content.replace("\uFEFF", "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Instant time = UNIX.matcher(text).matches() ? Instant.ofEpochSecond(Long.parseLong(text)) : iso(text, zone);
        if (time.isAfter(LAST) || time.isBefore(Instant.EPOCH)) {
            throw new DateTimeException("The time is out of all reason");
        }
        return Optional.of(time.truncatedTo(ChronoUnit.MILLIS));
    }

    private static Instant iso(String text, ZoneId zone) {
        String joined = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +", "$1T");
        try {
            return OffsetDateTime.parse(joined).toInstant();
        } catch (DateTimeException e) {
            return LocalDateTime.parse(joined).atZone(zone).toInstant();
        }
    }
}
