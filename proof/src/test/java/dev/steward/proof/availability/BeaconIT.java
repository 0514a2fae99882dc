package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.proof.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many customers ask, and wherever: one count for all of them. */
class BeaconIT {
    private static final int CUSTOMERS = 1_000;
    private static final int AVAILABLE = 3;
    private static final String SNAPSHOT = "availability:snapshot";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // Longer than a replica answers from memory.
    private static final Duration LEFT = Duration.ofMillis(1_200);

    private final Stage stage = Stage.healed();
    private final List<Replica> replicas = stage.replicas();

    @Test
    void aSnapshotThatExpiredIsCountedOnceForAllReplicas() throws InterruptedException, ExecutionException {
        Crowd crowd = Crowd.of(stage);
        crowd.lastPing(crowd.online(AVAILABLE), Duration.ofMinutes(5));
        // So that all are connected.
        askAll();
        stage.valkey("PEXPIRE", SNAPSHOT, Long.toString(LEFT.toMillis()));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(() -> stage.valkey("EXISTS", SNAPSHOT).equals(0L));
        double before = recomputed();

        Set<Answer> answers = askAll();
        assertEquals(1, answers.size(), () -> "different answers: " + answers);
        Answer answer = answers.iterator().next();
        assertEquals(200, answer.status());
        assertEquals("valkey", answer.text("source"));
        assertEquals(AVAILABLE, answer.body().get("available").asInt());
        assertEquals(1, recomputed() - before);
    }

    private Set<Answer> askAll() throws InterruptedException, ExecutionException {
        List<Callable<Answer>> questions = IntStream.range(0, CUSTOMERS)
                .<Callable<Answer>>mapToObj(i -> () -> Answer.beacon(replicas.get(i % replicas.size()))).toList();
        try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
            return customers.invokeAll(questions).stream().map(Future::resultNow).collect(Collectors.toSet());
        }
    }

    private double recomputed() {
        return replicas.stream().mapToDouble(replica -> replica.metric("steward_availability_beacon_recomputed_total")).sum();
    }
}
