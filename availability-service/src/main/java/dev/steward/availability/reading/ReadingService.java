package dev.steward.availability.reading;

import static dev.steward.availability.AvailabilityError.MITRA_NOT_FOUND;

import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers readers: Valkey first, Postgres on any error of Valkey and where the mirror is missing. */
@Singleton
class ReadingService {
    private final Beacon beacon;
    private final MirrorReader mirror;
    private final TruthReader truth;
    private final MeterRegistry metrics;
    private final Map<Read, Counter> counters = new ConcurrentHashMap<>();

    ReadingService(Beacon beacon, MirrorReader mirror, TruthReader truth, MeterRegistry metrics) {
        this.beacon = beacon;
        this.mirror = mirror;
        this.truth = truth;
        this.metrics = metrics;
    }

    Uni<Availability> availability() {
        return beacon.read().invoke(answer -> count("count", answer.source()));
    }

    /** The same, where it is known at once; else null. */
    Availability heldAvailability() {
        Availability held = beacon.held();
        if (held != null) {
            count("count", held.source());
        }
        return held;
    }

    Uni<Candidates> candidates(int limit) {
        return mirrorFirst(mirror.candidates(limit), () -> truth.candidates(limit))
                .invoke(answer -> count("candidates", answer.source()));
    }

    Uni<Reachability> reachable(UUID id) {
        return mirrorFirst(mirror.reachable(id), () -> truth.reachable(id))
                .onItem().ifNull().failWith(() -> new ProblemException(MITRA_NOT_FOUND, "There is no mitra " + id + "."))
                .invoke(answer -> count("reachable", answer.source()));
    }

    private static <T> Uni<T> mirrorFirst(Uni<T> mirrored, Supplier<Uni<? extends T>> truth) {
        return mirrored
                .onFailure().invoke(cause -> Log.debugf("Read from Postgres: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .onItem().ifNull().switchTo(truth);
    }

    private void count(String question, Source source) {
        counters.computeIfAbsent(new Read(question, source), this::counter).increment();
    }

    /** Looked up once: the registry's own look-up takes longer than much else of an answer from memory. */
    private Counter counter(Read read) {
        return metrics.counter("steward.availability.reads", "question", read.question(), "source", read.source().wireName());
    }

    private record Read(String question, Source source) {}
}
