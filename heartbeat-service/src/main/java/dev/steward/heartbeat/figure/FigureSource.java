package dev.steward.heartbeat.figure;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** One place that figures come from. Adding a bean that implements it adds its figures to the admin heartbeat. */
public interface FigureSource {
    /** What a successful reading holds; no two sources give the same figure. */
    Set<Metric> metrics();

    /** Whether the figures are counted over the asked period, and not the same whatever it is. */
    default boolean counts() {
        return false;
    }

    /** Reads all of them at once. May fail and may be slow: the snapshot does not wait for it. */
    Uni<Reading> read(Period period);
}
