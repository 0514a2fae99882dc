package dev.steward.observability.retention;

import java.time.LocalDate;
import java.time.Period;

/**
 * Which days are kept: a function of the date alone, so that it drops the same whenever it runs on a day, and however
 * often.
 */
record RetentionPolicy(String api, Period keep) {
    /** The first day that is kept. Only days that are older to their last moment go. */
    LocalDate keptFrom(LocalDate today) {
        return today.minus(keep);
    }

    boolean drops(LocalDate day, LocalDate today) {
        return day.isBefore(keptFrom(today));
    }
}
