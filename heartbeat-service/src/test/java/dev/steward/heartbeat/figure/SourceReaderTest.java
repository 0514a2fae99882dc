package dev.steward.heartbeat.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SourceReaderTest {
    private static final Instant AT = Instant.parse("2026-11-22T09:30:00Z");

    private record Config(Duration deadline, Duration firstDeadline, String refreshEvery, ZoneId timeZone)
            implements
                FigureConfig {}

    /** Answers when the test says so. */
    private static final class Source implements FigureSource {
        final List<UniEmitter<? super Reading>> asked = new ArrayList<>();

        @Override
        public Set<Metric> metrics() {
            return Set.of(Metric.ORDERS);
        }

        @Override
        public boolean counts() {
            return true;
        }

        @Override
        public Uni<Reading> read(Period period) {
            return Uni.createFrom().emitter(asked::add);
        }
    }

    private final Source source = new Source();
    private final SourceReader reader = new SourceReader(source,
            new Config(Duration.ofMillis(50), Duration.ofMillis(100), "off", ZoneOffset.UTC), new SimpleMeterRegistry());

    @Test
    void isFailedWhileNothingWasEverSaid() {
        assertEquals(new Figure(null, null, "failed"), orders(Range.HOUR));
    }

    @Test
    void showsWhatALateSourceSaidToTheNextOne() {
        orders(Range.HOUR);
        source.asked.get(0).complete(Reading.fresh(Map.of(Metric.ORDERS, 7L), AT));

        assertEquals(new Figure(7L, AT, "stale"), orders(Range.HOUR));
    }

    @Test
    void showsTheLastKnownValueOfAFailedSource() {
        answerNext(7);
        var figures = reader.figures(period(Range.HOUR)).subscribeAsCompletionStage();
        source.asked.get(1).fail(new IllegalStateException("gone"));

        assertEquals(new Figure(7L, AT, "stale"), figures.join().get(Metric.ORDERS));
    }

    @Test
    void keepsTheRangesApart() {
        answerNext(7);

        assertEquals(new Figure(null, null, "failed"), orders(Range.DAY));
    }

    @Test
    void asksASlowSourceOnceHoweverManyLook() {
        for (int looks = 0; looks < 5; looks++) {
            orders(Range.HOUR);
        }
        assertEquals(1, source.asked.size());

        source.asked.get(0).complete(Reading.fresh(Map.of(Metric.ORDERS, 7L), AT));
        orders(Range.HOUR);
        assertEquals(2, source.asked.size());
    }

    @Test
    void believesASourceThatSaysItOnlyRemembers() {
        var figures = reader.figures(period(Range.HOUR)).subscribeAsCompletionStage();
        source.asked.get(0).complete(new Reading(Map.of(Metric.ORDERS, 7L), AT, false));

        assertEquals(new Figure(7L, AT, "stale"), figures.join().get(Metric.ORDERS));
    }

    @Test
    void waitsLongerForASourceThatNeverAnswered() {
        var patient = new SourceReader(source, new Config(Duration.ofMillis(1), Duration.ofSeconds(5), "off",
                ZoneOffset.UTC), new SimpleMeterRegistry());
        var figures = patient.figures(period(Range.HOUR)).subscribeAsCompletionStage();
        assertThrows(TimeoutException.class, () -> figures.get(100, TimeUnit.MILLISECONDS));
        source.asked.get(0).complete(Reading.fresh(Map.of(Metric.ORDERS, 7L), AT));

        assertEquals(new Figure(7L, AT, "ok"), figures.join().get(Metric.ORDERS));
        assertEquals("stale", patient.figures(period(Range.HOUR)).await().atMost(Duration.ofSeconds(2))
                .get(Metric.ORDERS).status());
    }

    private void answerNext(long orders) {
        var figures = reader.figures(period(Range.HOUR)).subscribeAsCompletionStage();
        source.asked.get(source.asked.size() - 1).complete(Reading.fresh(Map.of(Metric.ORDERS, orders), AT));
        assertEquals(new Figure(orders, AT, "ok"), figures.join().get(Metric.ORDERS));
    }

    private Figure orders(Range range) {
        long start = System.nanoTime();
        Figure figure = reader.figures(period(range)).await().atMost(Duration.ofSeconds(5)).get(Metric.ORDERS);
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos());
        return figure;
    }

    private static Period period(Range range) {
        return new Period(range, AT.minusSeconds(60));
    }
}
