package dev.steward.kit.recording.tally;

import dev.steward.kit.recording.capture.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts every exchange by its minute, before sampling and whatever becomes of its record. Exact: each exchange is in
 * one drain and no other.
 */
public final class Tally {
    /** About 2 MB. Reached only if observability-service is away for hours. */
    private static final int MOST_SERIES = 4096;
    private static final long NANOS_OF_A_MICRO = 1000;

    private final Map<Series, Count> counts = new ConcurrentHashMap<>();

    /** Called by the worker, and on the request's thread for what it will never see. */
    public void add(Capture capture) {
        add(Series.of(capture), capture.durationNanos() / NANOS_OF_A_MICRO, capture.failed(), capture.sampled() != null);
    }

    void add(Series series, long micros, boolean failed, boolean recorded) {
        Count count;
        do {
            count = countOf(series);
        } while (!count.add(micros, failed, recorded));
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** What was counted since the last time. */
    public List<MinuteCount> drain() {
        List<MinuteCount> drained = new ArrayList<>(counts.size());
        for (Series series : counts.keySet()) {
            drained.add(counts.remove(series).close(series));
        }
        return drained;
    }

    private Count countOf(Series series) {
        Count known = counts.get(series);
        if (known != null) {
            return known;
        }
        Series fitting = counts.size() < MOST_SERIES ? series : series.coarse();
        return counts.computeIfAbsent(fitting, absent -> new Count());
    }
}
