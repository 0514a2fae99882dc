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
            Fate delivered = delivered(mark, 2);

            zombie.process().resume();
            await().atMost(PATIENCE).until(() -> late() == lateBefore + 1);
            assertEquals(delivered, fate(mark));
            assertEquals(List.of(1), delivered.numbers());
            assertEquals(List.of(200), delivered.statuses());
            assertEquals(2, receiver.count());
        }
    }

    /** PostgreSQL granted its claim while it was frozen. */
    @Test
    void sendsNothingThatItHasClaimedTooLongAgo() {
        String mark = "claimed-000000";
        try (var quick = Receiver.answering(200)) {
            Backlog.of(quick.url(), 1).marked("claimed").dueIn(Duration.ofMillis(300)).insert(cluster.database());
            cluster.database().lock("destination", "EXCLUSIVE").during(() -> {
                await().atMost(PATIENCE).until(this::itsClaimWaits);
                zombie.process().pause();
            });
            await().atMost(PATIENCE).until(() -> cluster.database().number(
                    "SELECT count(*) FROM task WHERE lease_token IS NOT NULL") == 1);
            others.forEach(ChildProcess::resume);
            Fate delivered = delivered(mark, 0);

            zombie.process().resume();
            await().atMost(PATIENCE).until(() -> late() == lateBefore + 1);
            assertEquals(delivered, fate(mark));
            assertEquals(1, quick.count());
        }
    }

    /** And has begun since the task was due, as it goes by the time when it began. */
    private boolean itsClaimWaits() {
        return cluster.database().lockingWaits(zombie, "destination") && cluster.database().number("""
                SELECT count(*)
                  FROM pg_stat_activity, task
                 WHERE application_name = ? AND wait_event_type = 'Lock' AND query_start > next_attempt_at
                """, zombie.name()) > 0;
    }

    private Fate delivered(String mark, int arrivals) {
        await().atMost(PATIENCE).until(() -> fate(mark).state().equals("DELIVERED"));
        assertEquals(arrivals, receiver.count());
        return fate(mark);
    }

    private Fate fate(String mark) {
        return Fate.of(cluster.database(), mark.substring(0, mark.indexOf('-'))).get(mark);
    }

    private double late() {
        return zombie.metric("dispatcher_attempts_late_total");
    }
}
