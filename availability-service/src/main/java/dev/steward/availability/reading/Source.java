package dev.steward.availability.reading;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who answered. */
public enum Source {
    VALKEY,
    POSTGRES,
    /** Nobody: it is what was known last. */
    STALE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
