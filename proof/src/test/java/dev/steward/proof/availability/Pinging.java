package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;

import dev.steward.proof.Replica;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Apps that ping again and again, at one replica after the other, as soon as another one where one is away. */
final class Pinging implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Replica> replicas;
    private final Duration every;
    private final Map<Mitra, Queue<Instant>> answered = new ConcurrentHashMap<>();
    private final Queue<Answer> surprises = new ConcurrentLinkedQueue<>();
    private final List<Thread> apps;
    private volatile boolean goesOn = true;

    Pinging(Stage stage, List<Mitra> mitras, Duration every) {
        this.replicas = stage.replicas();
        this.every = every;
        mitras.forEach(mitra -> answered.put(mitra, new ConcurrentLinkedQueue<>()));
        this.apps = mitras.stream().map(mitra -> Thread.ofVirtual().start(() -> pingOn(mitra))).toList();
    }

    /** Returns once each has been answered so many times more. */
    Pinging answers(int more) {
        Map<Mitra, Integer> wanted = new ConcurrentHashMap<>();
        answered.forEach((mitra, times) -> wanted.put(mitra, times.size() + more));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(
                () -> answered.entrySet().stream().allMatch(pings -> pings.getValue().size() >= wanted.get(pings.getKey())));
        return this;
    }

    /** When the pings were sent that were answered. */
    List<Instant> answered(Mitra mitra) {
        return List.copyOf(answered.get(mitra));
    }

    /** All answers but that all is well. */
    List<Answer> surprises() {
        return List.copyOf(surprises);
    }

    @Override
    public void close() {
        goesOn = false;
        try {
            for (Thread app : apps) {
                app.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void pingOn(Mitra mitra) {
        for (int turn = mitra.hashCode() >>> 1; goesOn; turn++) {
            Instant sent = Instant.now();
            if (ping(mitra, replicas.get(turn % replicas.size()), sent)) {
                LockSupport.parkNanos(every.toNanos());
            }
        }
    }

    /** Returns whether there was an answer. */
    private boolean ping(Mitra mitra, Replica at, Instant sent) {
        try {
            Answer answer = mitra.ping(at);
            if (answer.status() == 200 && answer.text("action").equals("none")) {
                answered.get(mitra).add(sent);
            } else if (answer.status() != 503) {
                surprises.add(answer);
            }
            return answer.status() != 503;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
