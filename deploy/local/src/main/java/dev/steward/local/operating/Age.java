package dev.steward.local.operating;

import java.util.Locale;

/** A span of time as a person reads it: its two largest units. */
final class Age {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private Age() {}

    static String shown(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (whole < HOUR) {
            return "%d min %d s".formatted(whole / MINUTE, whole % MINUTE);
        }
        return whole < DAY
                ? "%d h %d min".formatted(whole / HOUR, whole % HOUR / MINUTE)
                : "%d d %d h".formatted(whole / DAY, whole % DAY / HOUR);
    }
}
