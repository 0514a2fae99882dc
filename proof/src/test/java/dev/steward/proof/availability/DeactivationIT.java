package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.proof.Replica;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the answer to the deactivation on, no replica takes a ping of this mitra. */
class DeactivationIT {
    private static final Duration REPAIRED_WITHIN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage = Stage.healed();
    private final List<Replica> replicas = stage.replicas();
    private final Mitra mitra = Crowd.of(stage).mitras(1).getFirst();

    @Test
    void holdsOnEveryReplicaAlsoWithValkeyStopped() {
        online();
        assertEquals(200, mitra.activate(replicas.get(0), false).status());
        isRefusedEverywhere();
        stage.valkey().stop();
        isRefusedEverywhere();
        stage.valkey().start();
        await().atMost(PATIENCE).until(() -> {
            isRefusedEverywhere();
            return isMirrored();
        });
    }

    /** The mirror does not get it, neither then nor late: the connection on which it waited is gone. */
    @Test
    void isMirroredWithinASecondAfterValkeyAnswersAgain() {
        online();
        stage.network().stall();
        assertEquals(200, mitra.activate(replicas.get(0), false).status());
        isRefusedEverywhere();
        stage.network().cut();
        assertTrue(!isMirrored());

        stage.network().heal();
        long since = System.nanoTime();
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> {
            isRefusedEverywhere();
            return isMirrored();
        });
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(took.compareTo(REPAIRED_WITHIN) <= 0, "took " + took);
        isRefusedEverywhere();
        stage.converges(PATIENCE);
    }

    private void online() {
        assertEquals(200, mitra.online(replicas.get(1)).status());
        replicas.forEach(replica -> assertEquals(200, mitra.ping(replica).status()));
    }

    private void isRefusedEverywhere() {
        replicas.forEach(replica -> {
            Answer answer = mitra.ping(replica);
            assertEquals(403, answer.status());
            assertEquals("urn:steward:problem:mitra-deactivated", answer.text("type"));
        });
    }

    private boolean isMirrored() {
        return stage.valkey("SISMEMBER", "mitras:deactivated", mitra.id().toString()).equals(1L);
    }
}
