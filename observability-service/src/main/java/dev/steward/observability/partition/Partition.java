package dev.steward.observability.partition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** One API's exchanges of one day, UTC. */
public record Partition(String api, LocalDate day) {
    public static Partition of(String api, Instant time) {
        return new Partition(api, LocalDate.ofInstant(time, ZoneOffset.UTC));
    }
}
