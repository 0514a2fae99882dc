package dev.steward.proof.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.proof.Database;
import dev.steward.proof.Replica;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A worker of three is killed (SIGKILL) at each step of its work, under load. That it is at that step is seen in
 * PostgreSQL, where its statement waits for a lock, or in its connections to the receiver.
 */
class WorkersKilledIT {
    private final Trial trial = new Trial(SharedCluster.healed());
    private final Database database = trial.cluster.database();

    @AfterEach
    void close() {
        trial.close();
    }

    /** PostgreSQL finishes the claim for a worker that is dead, and nobody knows of these leases. */
    @Test
    void whileItClaims() {
        trial.underLoad();
        database.lock("destination", "EXCLUSIVE").during(() -> {
            Replica victim = trial.first(worker -> database.lockingWaits(worker, "destination"));
            trial.kill(victim);
        });
        trial.everythingIsDelivered();
        assertTrue(trial.unrecorded().containsAll(trial.arrivedTwice()));
        trial.secondArrivalsAreOnTime();
    }

    @Test
    void afterTheClaimBeforeItSends() {
        trial.underLoad();
        try (var closed = Receiver.notAccepting(200);
                var claimed = new Load(trial.cluster.replicas(), "unsent", mark -> Requests.to(closed.url(), mark))) {
            String mark = claimed.ask();
            Replica victim = trial.first(worker -> !worker.connectionsTo(closed.port()).isEmpty());
            trial.kill(victim);
            closed.accept();

            trial.everythingIsDelivered();
            await().atMost(Duration.ofSeconds(20)).until(() -> closed.count() > 0);
            assertEquals(Set.of(mark), closed.byMark().keySet());
            assertEquals(1, closed.count());
        }
        assertTrue(trial.unrecorded().containsAll(trial.arrivedTwice()));
    }

    /** The one step where a request must arrive twice, and exactly those that the victim had sent do. */
    @Test
    void afterItHasSentBeforeItRecords() {
        trial.underLoad();
        trial.receiver.hold();
        trial.arrivals(8);
        Replica victim = trial.first(worker -> !held(worker).isEmpty());
        Set<String> sent = held(victim);
        trial.kill(victim);
        trial.receiver.release();

        trial.everythingIsDelivered();
        assertTrue(trial.arrivedTwice().containsAll(sent), sent + " are not all of " + trial.arrivedTwice());
        assertTrue(trial.unrecorded().containsAll(trial.arrivedTwice()));
        trial.secondArrivalsAreOnTime();
    }

    @Test
    void whileItRecords() {
        trial.underLoad();
        database.lock("settlement", "SHARE").during(() -> {
            Replica victim = trial.first(worker -> database.writingWaits(worker, "settlement"));
            trial.kill(victim);
            database.disconnect(victim);
        });
        trial.everythingIsDelivered();
        assertFalse(trial.arrivedTwice().isEmpty());
        assertTrue(trial.unrecorded().containsAll(trial.arrivedTwice()));
        trial.secondArrivalsAreOnTime();
    }

    /** Who asked for these got no answer; some are stored all the same. Asking again with the key makes one of the two. */
    @Test
    void whileItEnqueues() {
        trial.underLoad();
        database.lock("request", "SHARE").during(() -> {
            Replica victim = trial.first(worker -> database.writingWaits(worker, "request"));
            trial.kill(victim);
        });
        trial.everythingIsDelivered();
        assertTrue(trial.load.accepted().values().stream().anyMatch(accepted -> accepted.tries() > 1));
        assertEquals(trial.load.asked(), trial.fates().size());
        assertTrue(trial.unrecorded().containsAll(trial.arrivedTwice()));
    }

    /** What it has sent and waits for: the last on each of its connections, as the receiver answers nobody. */
    private Set<String> held(Replica worker) {
        Set<Integer> ports = worker.connectionsTo(trial.receiver.port());
        var last = new HashMap<Integer, String>();
        trial.receiver.arrivals().forEach(arrival -> last.put(arrival.from(), arrival.mark()));
        last.keySet().retainAll(ports);
        Map<String, Fate> fates = trial.fates();
        return last.values().stream().filter(mark -> fates.get(mark).state().equals("PENDING")).collect(Collectors.toSet());
    }
}
