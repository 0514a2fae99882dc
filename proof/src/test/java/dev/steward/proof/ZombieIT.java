package dev.steward.proof;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.process.ChildProcess;
import dev.steward.proof.Receiver.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that is frozen (SIGSTOP) until its lease is over, and then goes on as if nothing had happened. */
class ZombieIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OLD_ANSWER = Trial.LEASE.plusSeconds(2);

    private final Cluster cluster = SharedCluster.healed();
    private final Worker zombie = cluster.workers().getFirst();
    private final List<ChildProcess> others = cluster.workers().stream().skip(1).map(Worker::process).toList();
    private final Receiver receiver = Receiver.answering(
            (mark, turn) -> turn == 1 ? new Reply(500, OLD_ANSWER) : Reply.of(200));
    private final double lateBefore = late();

    @BeforeEach
    void freezeTheOthers() {
        others.forEach(ChildProcess::pause);
    }

    @AfterEach
    void heal() {
        cluster.heal();
        receiver.close();
    }

    @Test
    void changesNothingByTheOutcomeThatItComesBackWith() {
        try (var load = new Load(List.of(zombie), "zombie", mark -> Requests.to(receiver.url(), mark))) {
            String mark = load.ask();
            load.stop();
            await().atMost(PATIENCE).until(() -> receiver.count() == 1);
            zombie.process().pause();
            others.forEach(ChildProcess::resume);
            Fate delivered = delivered(mark);

            zombie.process().resume();
            await().atMost(PATIENCE).until(() -> late() == lateBefore + 1);
            assertEquals(delivered, fate(mark));
            assertEquals(List.of(1), delivered.numbers());
            assertEquals(List.of(200), delivered.statuses());
            assertEquals(2, receiver.count());
        }
    }

    /** Its connection opened while it was frozen, so that nothing but its own look at the lease holds it back. */
    @Test
    void sendsNothingThatItHasClaimedTooLongAgo() {
        try (var closed = Receiver.notAccepting(200);
                var load = new Load(List.of(zombie), "claimed", mark -> Requests.to(closed.url(), mark))) {
            String mark = load.ask();
            load.stop();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10))
                    .until(() -> !zombie.connectionsTo(closed.port()).isEmpty());
            zombie.process().pause();
            closed.accept();
            others.forEach(ChildProcess::resume);
            Fate delivered = delivered(mark);

            zombie.process().resume();
            await().atMost(PATIENCE).until(() -> late() == lateBefore + 1);
            assertEquals(delivered, fate(mark));
            assertEquals(List.of(1), delivered.numbers());
            assertEquals(1, closed.count());
        }
    }

    private Fate delivered(String mark) {
        await().atMost(PATIENCE).until(() -> fate(mark).state().equals("DELIVERED"));
        return fate(mark);
    }

    private Fate fate(String mark) {
        return Fate.of(cluster.database(), mark.substring(0, mark.indexOf('-'))).get(mark);
    }

    private double late() {
        return zombie.metric("dispatcher_attempts_late_total");
    }
}
