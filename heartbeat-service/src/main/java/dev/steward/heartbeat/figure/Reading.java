package dev.steward.heartbeat.figure;

import java.time.Instant;
import java.util.Map;

/**
 * What a source said.
 *
 * @param values
 *            numbers and booleans, one for each of the source's metrics
 * @param asOf
 *            when the values were true
 * @param fresh
 *            false when the source itself could only say what it knew earlier
 */
public record Reading(Map<Metric, Object> values, Instant asOf, boolean fresh) {
    public Reading {
        values = Map.copyOf(values);
    }

    public static Reading fresh(Map<Metric, Object> values, Instant asOf) {
        return new Reading(values, asOf, true);
    }
}
