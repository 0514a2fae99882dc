package dev.steward.proof.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.proof.Cluster;
import dev.steward.proof.Replica;
import dev.steward.proof.dispatch.Receiver.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The stores go away, or a worker is asked to stop, under load. */
class StoresUnderLoadIT {
    private final Cluster cluster = SharedCluster.healed();

    /** Without a chance to write anything down, so that a 2xx which came before its commit would be found out. */
    @Test
    void postgresIsKilledAndStartedAgain() {
        try (var trial = new Trial(cluster).underLoad()) {
            trial.interrupt(() -> {
                cluster.postgres().kill();
                cluster.postgres().start();
            });
            trial.everythingIsDelivered();
            assertTrue(trial.unrecorded().containsAll(trial.arrivedTwice()));
        }
    }

    @Test
    void valkeyIsDeadAllTheTime() {
        cluster.valkey().kill();
        try (var trial = new Trial(cluster).underLoad()) {
            trial.arrivals(100);
            trial.everythingIsDelivered();
            assertEquals(Set.of(), trial.arrivedTwice());
        }
    }

    /** A worker stops while answers to it are still to come. */
    @Test
    void aWorkerStopsGracefully() {
        var slow = Receiver.answering((mark, turn) -> new Reply(200, Duration.ofMillis(300)));
        try (var trial = new Trial(cluster, slow).underLoad()) {
            Replica stopping = trial.first(worker -> !worker.connectionsTo(slow.port()).isEmpty());
            stopping.process().stop();
            assertEquals(143, stopping.process().onExit().join());
            trial.everythingIsDelivered();
            assertEquals(Set.of(), trial.arrivedTwice());
            assertEquals(List.of(),
                    trial.fates().values().stream().filter(fate -> !fate.numbers().equals(List.of(1))).toList());
        }
    }
}
