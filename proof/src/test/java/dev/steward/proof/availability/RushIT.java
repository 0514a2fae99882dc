package dev.steward.proof.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.proof.Replica;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All mitras go online at the same time, as after an outage of everything. */
class RushIT {
    private static final int MITRAS = Integer.getInteger("proof.mitras", 10_000);

    // So many wait for an answer at the same time; more would only wait for longer, on a slow machine for too long.
    private static final int AT_ONCE = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage = Stage.healed();
    private final List<Replica> replicas = stage.replicas();

    @AfterEach
    void forgetThem() {
        Crowd.of(stage).forgetAll();
    }

    @Test
    void everybodyGetsIn() {
        List<Mitra> mitras = Crowd.of(stage).mitras(MITRAS);
        stage.converges(PATIENCE);
        var answers = new ConcurrentLinkedQueue<String>();
        Instant begun = Instant.now();
        var places = new Semaphore(AT_ONCE);
        try (var apps = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MITRAS; i++) {
                Mitra mitra = mitras.get(i);
                Replica replica = replicas.get(i % replicas.size());
                places.acquireUninterruptibly();
                apps.execute(() -> {
                    answers.add(goOnline(mitra, replica));
                    places.release();
                });
            }
        }
        System.out.printf("%d mitras went online in %d ms%n", MITRAS, Duration.between(begun, Instant.now()).toMillis());
        assertEquals(Map.of("200", (long) MITRAS),
                answers.stream().collect(Collectors.groupingBy(status -> status, Collectors.counting())));
        stage.converges(PATIENCE);
    }

    private static String goOnline(Mitra mitra, Replica replica) {
        try {
            return Integer.toString(mitra.online(replica).status());
        } catch (UncheckedIOException e) {
            return e.getMessage();
        }
    }
}
