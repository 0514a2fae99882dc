package dev.steward.heartbeat.figure;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks one source with a deadline and remembers what it said last. A source that is late goes on in the background,
 * asked
 * once however many look at the admin heartbeat, and what it says then is the next one's stale value.
 */
final class SourceReader {
    private final FigureSource source;
    private final FigureConfig config;
    private final MeterRegistry meters;
    private final Map<Range, Reading> lastKnown = new ConcurrentHashMap<>();
    private final Map<Range, Uni<Reading>> underWay = new ConcurrentHashMap<>();

    SourceReader(FigureSource source, FigureConfig config, MeterRegistry meters) {
        this.source = source;
        this.config = config;
        this.meters = meters;
    }

    /** Never fails, and emits within the deadline. */
    Uni<Map<Metric, Figure>> figures(Period period) {
        Range slot = source.counts() ? period.range() : Range.TODAY;
        Duration deadline = lastKnown.containsKey(slot) ? config.deadline() : config.firstDeadline();
        return shared(slot, period)
                .ifNoItem().after(deadline).fail()
                .map(this::figures)
                .onFailure().recoverWithItem(cause -> withoutAnswer(cause, lastKnown.get(slot)));
    }

    private Uni<Reading> shared(Range slot, Period period) {
        return underWay.computeIfAbsent(slot, absent -> Uni.createFrom().deferred(() -> source.read(period))
                .invoke(reading -> lastKnown.put(slot, reading))
                .onTermination().invoke(() -> underWay.remove(slot))
                .memoize().indefinitely());
    }

    private Map<Metric, Figure> figures(Reading reading) {
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        source.metrics().forEach(metric -> figures.put(metric, Figure.of(reading, metric)));
        count(reading.fresh() ? "ok" : "stale");
        return figures;
    }

    private Map<Metric, Figure> withoutAnswer(Throwable cause, Reading last) {
        Log.debugf("No answer from %s: %s", name(), cause);
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        source.metrics().forEach(metric -> figures.put(metric, Figure.stale(last, metric)));
        count(last == null ? "failed" : "stale");
        return figures;
    }

    private void count(String status) {
        meters.counter("heartbeat.figures", "source", name(), "status", status).increment();
    }

    private String name() {
        return source.getClass().getSimpleName();
    }
}
