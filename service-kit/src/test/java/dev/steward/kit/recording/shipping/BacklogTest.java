package dev.steward.kit.recording.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.RecordingSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
            "shipping.failures", String.valueOf(FAILURES), "shipping.successes", String.valueOf(SUCCESSES)).shipping();
    private final Backlog backlog = new Backlog(config, new Losses(meters));

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
        }
        assertEquals(added, taken + Math.round(lost("failure") + lost("success") - lostBefore));
        assertTrue(backlog.isEmpty());
        assertEquals(0, backlog.bytes());
    }

    @Property(tries = 100)
    void noNumberOfSuccessesCostsAFailure(@ForAll("successes") List<Batch> successes) {
        double lostBefore = lost("failure");
        backlog.add(new Batch(new byte[FAILURES], true, 7, true));
        successes.forEach(backlog::add);
        assertEquals(7, backlog.next().records());
        assertEquals(lostBefore, lost("failure"));
        backlog.loseAll(Losses.Reason.SHUTDOWN);
    }

    private long take(boolean putBack) {
        Batch batch = backlog.next();
        if (batch != null && putBack) {
            backlog.putBack(batch);
            return 0;
        }
        return batch == null ? 0 : batch.records();
    }

    private double lost(String failureOrSuccess) {
        return meters.get("steward.recording.lost").tags("reason", "queue-full", "class", failureOrSuccess).counter().count();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> take = Arbitraries.of(true, false).map(Step.Take::new);
        return Arbitraries.frequencyOf(
                Tuple.of(3, batches(Arbitraries.of(true, false)).map(Step.Add::new)),
                Tuple.of(1, take)).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Batch>> successes() {
        return batches(Arbitraries.just(false)).list().ofMaxSize(40);
    }

    private static Arbitrary<Batch> batches(Arbitrary<Boolean> failures) {
        return Combinators.combine(Arbitraries.integers().between(1, 1500), Arbitraries.integers().between(1, 50), failures)
                .as((size, records, failure) -> new Batch(new byte[size], true, records, failure));
    }
}
