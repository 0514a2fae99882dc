package dev.steward.kit.recording.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final Series ORDERS = new Series("internal", 29_000_000, "GET", "/api/orders", 200);

    private final Tally tally = new Tally();

    @Test
    void addsUpWhatIsAlike() {
        tally.add(ORDERS, 70, false, true);
        tally.add(ORDERS, 2_000, false, false);
        tally.add(new Series("internal", 29_000_000, "GET", null, 0), 5, true, true);
        List<MinuteCount> counts = tally.drain();
        assertEquals(2, counts.size());
        MinuteCount orders = counts.stream().filter(count -> count.route() != null).findFirst().orElseThrow();
        assertEquals(Instant.ofEpochSecond(29_000_000 * 60L), orders.minute());
        assertEquals(List.of(2L, 0L, 1L, 2070L, 2000L), List.of(orders.exchanges(), orders.failed(), orders.unsampled(),
                orders.durationMicros(), orders.longestMicros()));
        assertEquals(1, orders.durations().get(DurationBuckets.of(70)));
        assertEquals(2, orders.durations().stream().mapToLong(Long::longValue).sum());
        MinuteCount unanswered = counts.stream().filter(count -> count.route() == null).findFirst().orElseThrow();
        assertNull(unanswered.status());
        assertEquals(1, unanswered.failed());
        assertTrue(tally.isEmpty());
    }

    @Test
    void countsEachExchangeOnceHoweverOftenItIsDrainedMeanwhile() throws Exception {
        int threads = 4;
        int each = 50_000;
        List<MinuteCount> drained = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        tally.add(ORDERS, i, i % 100 == 0, i % 2 == 0);
                    }
                });
            }
            pool.shutdown();
            while (!pool.awaitTermination(0, TimeUnit.MILLISECONDS)) {
                drained.addAll(tally.drain());
            }
        }
        drained.addAll(tally.drain());
        assertEquals(threads * each, drained.stream().mapToLong(MinuteCount::exchanges).sum());
        assertEquals(threads * each / 100, drained.stream().mapToLong(MinuteCount::failed).sum());
        assertEquals(threads * each / 2, drained.stream().mapToLong(MinuteCount::unsampled).sum());
        assertEquals(threads * each,
                drained.stream().flatMap(count -> count.durations().stream()).mapToLong(Long::longValue).sum());
    }

    @Test
    void losesDetailsAndNoExchangeWhenThereAreTooManySeries() {
        for (int minute = 0; minute < 20_000; minute++) {
            tally.add(new Series("internal", minute % 7, "GET", "/" + minute, 200), 1, false, true);
        }
        List<MinuteCount> counts = tally.drain();
        assertEquals(20_000, counts.stream().mapToLong(MinuteCount::exchanges).sum());
        assertTrue(counts.size() <= 4096 + 7, counts.size() + " series");
    }
}
