package dev.steward.proof.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.proof.Cluster;
import dev.steward.proof.dispatch.Receiver.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts that refuse, that accept and never answer, and that cannot be reached hold up nobody who answers. */
class FairnessIT {
    private static final int DEAD_TASKS = 10_000;
    private static final String UNTRIED = "SELECT count(*) FROM task WHERE attempts = 0 AND lease_token IS NULL";
    private static final int PER_SECOND = 100;

    // Workers that have just started are slower than any backlog could make them, and catch up first.
    private static final int WARM_UP = 2 * PER_SECOND;
    private static final Duration FLOW = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster = SharedCluster.healed();

    @AfterEach
    void forgetTheDead() {
        cluster.database().change("DELETE FROM task");
    }

    /** Besides a transaction keeps all versions of rows that are deleted meanwhile. */
    @Test
    void aFlowGoesOnBesideThousandsOfTasksForDeadHosts() {
        cluster.database().snapshot().during(this::aFlowGoesOn);
    }

    private void aFlowGoesOn() {
        try (var silent = Receiver.answering((mark, turn) -> Reply.of(Reply.SILENCE));
                var unreachable = Receiver.notAccepting(200);
                var receiver = Receiver.answering(200);
                var load = new Load(cluster.replicas(), "flow", mark -> Requests.to(receiver.url(), mark))) {
            load.start(PER_SECOND);
            await().atMost(PATIENCE)
                    .until(() -> receiver.count() > WARM_UP && load.asked() - receiver.count() < PER_SECOND / 20);
            Backlog.of("http://127.0.0.1:1/", DEAD_TASKS).marked("refused").insert(cluster.database());
            Backlog.of(silent.url(), DEAD_TASKS).marked("silent").insert(cluster.database());
            Backlog.of(unreachable.url(), DEAD_TASKS).marked("unreachable").insert(cluster.database());
            await().until(() -> silent.count() > 0);

            Instant since = Instant.now();
            await().pollDelay(FLOW).atMost(FLOW.plusSeconds(5)).until(() -> true);
            load.stop();
            await().atMost(PATIENCE).until(() -> receiver.count() >= load.asked());

            assertEquals(Set.copyOf(load.accepted().keySet()), receiver.byMark().keySet());
            long untried = cluster.database().number(UNTRIED);
            System.out.printf("beside %d tasks for dead hosts, of which %d still wait for their first attempt: %s%n",
                    3 * DEAD_TASKS, untried, Latencies.between(load, receiver, since));
            assertTrue(untried > DEAD_TASKS, "so few that were due before the flow still wait: " + untried);
        }
    }
}
