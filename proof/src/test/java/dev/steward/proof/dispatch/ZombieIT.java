package dev.steward.proof.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.process.ChildProcess;
import dev.steward.proof.Cluster;
import dev.steward.proof.Replica;
import dev.steward.proof.dispatch.Receiver.Reply;
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
    private final Replica zombie = cluster.replicas().getFirst();
    private final List<ChildProcess> others = cluster.replicas().stream().skip(1).map(Replica::process).toList();
    private final double lateBefore = late();

    @BeforeEach
    void freezeTheOthers() {
        others.forEach(ChildProcess::pause);
    }

    @AfterEach
    void heal() {
        cluster.heal();
        cluster.database().change("DELETE FROM task");
    }

    /** The task is still there for it to change: the other's attempt failed too, and the next one is far away. */
    @Test
    void changesNothingByTheOutcomeThatItComesBackWith() {
        try (var receiver = Receiver.answering((mark, turn) -> new Reply(500, turn == 1 ? OLD_ANSWER : Duration.ZERO));
                var load = new Load(List.of(zombie), "zombie",
                        mark -> Requests.to(receiver.url(), mark).put("attemptIntervalSeconds", 3600))) {
            String mark = load.ask();
            load.stop();
            await().atMost(PATIENCE).until(() -> receiver.count() == 1);
            zombie.process().pause();
            others.forEach(ChildProcess::resume);
            await().atMost(PATIENCE).until(() -> fate(mark).attempts() == 1);
            Fate tried = fate(mark);

            zombie.process().resume();
            await().atMost(PATIENCE).until(() -> late() == lateBefore + 1);
            assertEquals(tried, fate(mark));
            assertEquals(List.of(500), tried.statuses());
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
            await().atMost(PATIENCE).until(() -> fate(mark).state().equals("DELIVERED"));
            Fate delivered = fate(mark);

            zombie.process().resume();
            await().atMost(PATIENCE).until(() -> late() == lateBefore + 1);
            assertEquals(delivered, fate(mark));
            assertEquals(List.of(1), delivered.numbers());
            assertEquals(1, closed.count());
        }
    }

    private Fate fate(String mark) {
        return Fate.of(cluster.database(), mark.substring(0, mark.indexOf('-'))).get(mark);
    }

    private double late() {
        return zombie.metric("dispatcher_attempts_late_total");
    }
}
