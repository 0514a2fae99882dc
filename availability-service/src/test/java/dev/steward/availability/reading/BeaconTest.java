package dev.steward.availability.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.availability.heartbeat.HeartbeatConfig;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeaconTest {
    private static final Availability COUNTED = new Availability(3, 4, Instant.EPOCH, Source.VALKEY);

    private final Queue<UniEmitter<? super MirrorReader.Counted>> asked = new ConcurrentLinkedQueue<>();

    private record Heartbeats(Duration freshFor, Duration mirrorEvery, Duration pingEvery, double pingJitter,
            Duration flushEvery)
            implements
                HeartbeatConfig {
        Heartbeats() {
            this(Duration.ofSeconds(90), Duration.ofSeconds(60), Duration.ofSeconds(30), 0.1, Duration.ofSeconds(1));
        }
    }

    private record Reading(Duration snapshotFor, Duration heldFor, Duration countWithin, Duration staleFor)
            implements
                ReadingConfig {}

    /** Answers when the test says so. */
    private final class SlowMirror extends MirrorReader {
        SlowMirror(ReadingConfig config) {
            super(null, null, new Heartbeats(), config, new SimpleMeterRegistry());
        }

        @Override
        Uni<Counted> count() {
            return Uni.createFrom().emitter(emitter -> asked.add(emitter));
        }
    }

    private static final class NoTruth extends TruthReader {
        NoTruth() {
            super(null, Clock.systemUTC(), new Heartbeats());
        }

        @Override
        Uni<Availability> count() {
            return Uni.createFrom().failure(new IllegalStateException("away"));
        }
    }

    @Test
    void asksASlowStoreOnceHoweverManyArriveMeanwhile() {
        Beacon beacon = beacon(Duration.ofMinutes(1));
        List<CompletableFuture<Availability>> waiting = IntStream.range(0, 1000).mapToObj(i -> ask(beacon)).toList();
        assertEquals(1, asked.size());

        asked.element().complete(new MirrorReader.Counted(COUNTED, Duration.ofSeconds(10)));
        waiting.forEach(answer -> assertEquals(COUNTED, answer.join()));
        assertEquals(COUNTED, ask(beacon).join(), "it is told for a while");
        assertEquals(1, asked.size());
    }

    @Test
    void asksOnceAlsoWhenManyArriveAtTheSameMoment() throws Exception {
        Beacon beacon = beacon(Duration.ofMinutes(1));
        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(Collections.nCopies(200, () -> ask(beacon)));
        }
        assertEquals(1, asked.size());
    }

    @Test
    void asksAgainOnceTheAnswerIsTooOld() {
        Beacon beacon = beacon(Duration.ZERO);
        CompletableFuture<Availability> first = ask(beacon);
        asked.remove().complete(new MirrorReader.Counted(COUNTED, Duration.ZERO));
        assertEquals(COUNTED, first.join());

        ask(beacon);
        assertEquals(1, asked.size());
    }

    @Test
    void asksAgainAfterAFailureAndTellsWhatItKnew() {
        Beacon beacon = beacon(Duration.ZERO);
        CompletableFuture<Availability> unknown = ask(beacon);
        asked.remove().fail(new IllegalStateException("away"));
        assertInstanceOf(ProblemException.class, assertThrows(CompletionException.class, unknown::join).getCause());

        CompletableFuture<Availability> known = ask(beacon);
        asked.remove().complete(new MirrorReader.Counted(COUNTED, Duration.ZERO));
        assertEquals(COUNTED, known.join());

        CompletableFuture<Availability> stale = ask(beacon);
        asked.remove().fail(new IllegalStateException("away"));
        assertEquals(COUNTED.stale(), stale.join());
    }

    private Beacon beacon(Duration heldFor) {
        ReadingConfig config = new Reading(Duration.ofSeconds(10), heldFor, Duration.ofSeconds(1), Duration.ofMinutes(5));
        return new Beacon(new SlowMirror(config), new NoTruth(), config);
    }

    private static CompletableFuture<Availability> ask(Beacon beacon) {
        return beacon.read().subscribeAsCompletionStage();
    }
}
