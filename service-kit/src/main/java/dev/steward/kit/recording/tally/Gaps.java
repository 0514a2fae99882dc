package dev.steward.kit.recording.tally;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was lost and not told yet: of one API, kind and reason together, by the minute. */
public final class Gaps {
    private static final int MANY = 1000;
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private record Key(String api, long part, boolean failures, String reason) {}

    private final Map<Key, Gap> gaps = new HashMap<>();

    public synchronized void add(Gap gap) {
        // Coarser instead of without end, should it last for days.
        long part = gap.from().getEpochSecond() / (gaps.size() < MANY ? MINUTE : HOUR);
        gaps.merge(new Key(gap.api(), part, gap.failures(), gap.reason()), gap, Gap::and);
    }

    public synchronized boolean isEmpty() {
        return gaps.isEmpty();
    }

    /** What was lost since the last time. */
    public synchronized List<Gap> drain() {
        List<Gap> drained = List.copyOf(gaps.values());
        gaps.clear();
        return drained;
    }
}
