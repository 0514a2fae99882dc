package dev.steward.availability;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What each run of a sweep leaves behind: how long it took and how it ended, and how many mitras it saw, changed,
 * and left alone and why.
 */
@Singleton
public class Sweeps {
    private static final String MITRAS = "steward.availability.sweep.mitras";

    private final MeterRegistry metrics;

    public Sweeps(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Runs work that emits how it ended, in a word. */
    public Uni<Void> run(String sweep, Supplier<Uni<String>> work) {
        return measure(sweep, Function.identity(), work).replaceWithVoid();
    }

    /**
     * @param outcome
     *            says in a word how it ended
     */
    public <T> Uni<T> measure(String sweep, Function<T, String> outcome, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return work.get()
                    .onFailure().invoke(() -> ended(sweep, "failed", start))
                    .invoke(result -> ended(sweep, outcome.apply(result), start));
        });
    }

    public void saw(String sweep, long mitras) {
        count(sweep, "seen", "", mitras);
    }

    public void changed(String sweep, long mitras) {
        count(sweep, "changed", "", mitras);
    }

    public void skipped(String sweep, String why, long mitras) {
        count(sweep, "skipped", why, mitras);
    }

    private void ended(String sweep, String outcome, long start) {
        metrics.timer("steward.availability.sweep", "sweep", sweep, "outcome", outcome)
                .record(Duration.ofNanos(System.nanoTime() - start));
    }

    private void count(String sweep, String result, String why, long mitras) {
        metrics.counter(MITRAS, "sweep", sweep, "result", result, "why", why).increment(mitras);
    }
}
