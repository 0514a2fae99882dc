package dev.steward.heartbeat.figure;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The operational snapshot: all sources at once, none of which can hold it up or make it fail. */
@Singleton
class HeartbeatStatusService {
    private final List<SourceReader> sources;
    private final FigureConfig config;
    private final Clock clock;

    HeartbeatStatusService(@All List<FigureSource> sources, FigureConfig config, MeterRegistry meters, Clock clock) {
        this.sources = sources.stream().map(source -> new SourceReader(source, config, meters)).toList();
        this.config = config;
        this.clock = clock;
    }

    Uni<AdminHeartbeat> snapshot(Range range) {
        Instant now = clock.instant();
        Period period = new Period(range, range.start(now, config.timeZone()));
        return Uni.join().all(sources.stream().map(source -> source.figures(period)).toList()).andFailFast()
                .map(figures -> AdminHeartbeat.of(now, range, merged(figures)));
    }

    private static EnumMap<Metric, Figure> merged(List<Map<Metric, Figure>> figures) {
        EnumMap<Metric, Figure> all = new EnumMap<>(Metric.class);
        figures.forEach(all::putAll);
        return all;
    }
}
