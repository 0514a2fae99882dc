package dev.steward.kit.recording.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.RecordingSettings;
import dev.steward.kit.recording.backlog.Batch.Kind;
import dev.steward.kit.recording.tally.Gap;
import dev.steward.kit.recording.tally.Gaps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class BacklogTest {
    private static final int FAILURES = 2000;
    private static final int SUCCESSES = 3000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingConfig.Shipping config = RecordingSettings.of(
            "shipping.failures", String.valueOf(FAILURES), "shipping.successes", String.valueOf(SUCCESSES),
            "shipping.spool-limit", "0").shipping();
    private final Gaps gaps = new Gaps();
    private final Losses losses = new Losses(meters, gaps);
    private final Backlog backlog = new Backlog(config, new Spool(config, "shop", losses), losses);

    sealed interface Step {
        record Add(Batch batch) implements Step {}

        record Take(boolean putBack) implements Step {}
    }

    @Property(tries = 300)
    void losesNoRecordWithoutCountingItAndNeverHoldsMoreThanItsBounds(@ForAll("steps") List<Step> steps) {
        double lostBefore = lost("failure") + lost("success");
        long added = 0;
        long taken = 0;
        for (Step step : steps) {
            switch (step) {
                case Step.Add(Batch batch) -> {
                    backlog.add(batch);
                    added += batch.records();
                }
                case Step.Take(boolean putBack) -> taken += take(putBack);
            }
            assertTrue(backlog.bytes() <= FAILURES + SUCCESSES);
        }
        for (Batch batch = backlog.next(); batch != null; batch = backlog.next()) {
            taken += batch.records();
            backlog.done();
        }
        long lost = Math.round(lost("failure") + lost("success") - lostBefore);
        assertEquals(added, taken + lost);
        assertEquals(lost, gaps.drain().stream().mapToLong(Gap::exchanges).sum());
        assertTrue(backlog.isEmpty());
        assertEquals(0, backlog.bytes());
    }

    @Property(tries = 100)
    void noNumberOfSuccessesCostsAFailure(@ForAll("successes") List<Batch> successes) {
        double lostBefore = lost("failure");
        backlog.add(batch(Kind.FAILURES, FAILURES, 7));
        successes.forEach(backlog::add);
        assertEquals(7, backlog.next().records());
        backlog.done();
        assertEquals(lostBefore, lost("failure"));
        backlog.abandon();
        gaps.drain();
    }

    private long take(boolean putBack) {
        Batch batch = backlog.next();
        if (batch != null && putBack) {
            backlog.putBack();
            return 0;
        }
        backlog.done();
        return batch == null ? 0 : batch.records();
    }

    private double lost(String failureOrSuccess) {
        return meters.get("steward.recording.lost").tags("reason", "queue-full", "class", failureOrSuccess).counter().count();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> take = Arbitraries.of(true, false).map(Step.Take::new);
        return Arbitraries.frequencyOf(
                Tuple.of(3, batches(Arbitraries.of(Kind.FAILURES, Kind.SUCCESSES)).map(Step.Add::new)),
                Tuple.of(1, take)).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Batch>> successes() {
        return batches(Arbitraries.just(Kind.SUCCESSES)).list().ofMaxSize(40);
    }

    private static Arbitrary<Batch> batches(Arbitrary<Kind> kinds) {
        return Combinators.combine(kinds, Arbitraries.integers().between(1, 1500), Arbitraries.integers().between(1, 50))
                .as(BacklogTest::batch);
    }

    private static Batch batch(Kind kind, int size, int records) {
        return new Batch(kind, List.of(new byte[size]), true,
                List.of(new Extent("internal", Instant.EPOCH, Instant.EPOCH, records)));
    }
}
