package dev.steward.availability.mitra;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What ended a mitra's online period. */
public enum EndedBy {
    /** The mitra went offline. */
    MITRA,
    /** An admin took the mitra offline. */
    OPERATOR,
    /** The mitra was deactivated. */
    DEACTIVATION,
    /** The mitra had not pinged for too long. */
    SWEEP;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
