package dev.steward.local;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them: {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d}. */
public final class DurationWords {
    private static final Pattern WORDS = Pattern.compile("([1-9]\\d{0,8})([smhd])");

    private DurationWords() {}

    public static Duration parse(String text) {
        var words = WORDS.matcher(text);
        if (!words.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration such as 90s, 15m, 2h or 1d");
        }
        long number = Long.parseLong(words.group(1));
        return switch (words.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
