package dev.steward.maintenance.window;

import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Windows as a line of text, in minutes from noon: {@code api@-10/-5 partner@10x AUTOMATIC 60} is over on api, called
 * off on
 * partner, and would have ended by itself at one o'clock.
 */
final class Timetable {
    static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");
    static final Duration YEAR = Duration.ofDays(366);

    private static final Pattern COVERAGE = Pattern.compile("([a-z]+)@(-?\\d+)(?:/(-?\\d+))?(x)?");
    private static final Instant CALLED_OFF = at(-15);

    private Timetable() {}

    static MaintenanceWindow window(String text) {
        List<Coverage> channels = new ArrayList<>();
        EndPolicy policy = EndPolicy.MANUAL;
        Instant backOnlineAt = null;
        for (String word : text.strip().split(" +")) {
            Matcher coverage = COVERAGE.matcher(word);
            if (coverage.matches()) {
                channels.add(new Coverage(coverage.group(1), at(coverage.group(2)), at(coverage.group(3)),
                        coverage.group(4) == null ? null : CALLED_OFF));
            } else if (word.matches("-?\\d+")) {
                backOnlineAt = at(word);
            } else {
                policy = EndPolicy.valueOf(word);
            }
        }
        return new MaintenanceWindow(UUID.randomUUID(), channels, backOnlineAt, policy, null, 1);
    }

    /** Null: left out; {@code none}: explicitly none. */
    static Moment moment(String minutes) {
        if (minutes == null) {
            return new Moment.Unchanged();
        }
        return minutes.equals("none") ? new Moment.None() : new Moment.At(at(minutes));
    }

    static Instant at(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }

    private static Instant at(String minutes) {
        return minutes == null ? null : at(Integer.parseInt(minutes));
    }
}
