package dev.steward.dispatcher;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the pauses between the attempts of a request develop. */
public enum Backoff {
    /** Always the interval. */
    FIXED,
    /** The interval, and twice as long after each attempt. */
    EXPONENTIAL;

    /** Empty where there is none of that name, or no name. */
    public static Optional<Backoff> named(String name) {
        return Arrays.stream(values()).filter(backoff -> backoff.wireName().equals(name)).findFirst();
    }

    /** In JSON and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
