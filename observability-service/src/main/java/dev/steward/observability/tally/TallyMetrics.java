package dev.steward.observability.tally;

import dev.steward.kit.recording.tally.Gap;
import dev.steward.kit.recording.tally.TallyReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** How many reports come, and how much recorders say they lost. */
@Singleton
class TallyMetrics {
    private final MeterRegistry meters;
    private final Counter applied;
    private final Counter repeated;

    TallyMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.applied = Counter.builder("steward.observability.reports").tag("outcome", "applied").register(meters);
        this.repeated = Counter.builder("steward.observability.reports").tag("outcome", "repeated").register(meters);
    }

    void count(TallyReport report, boolean isApplied) {
        (isApplied ? applied : repeated).increment();
        if (isApplied) {
            report.gaps().forEach(this::lost);
        }
    }

    /** By API only: a reason is the recorder's word. */
    private void lost(Gap gap) {
        meters.counter("steward.observability.lost", "api", gap.api(), "class", gap.failures() ? "failure" : "success")
                .increment(gap.exchanges());
    }
}
