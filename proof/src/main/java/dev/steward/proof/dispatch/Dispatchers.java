package dev.steward.proof.dispatch;

import dev.steward.migrate.Service;
import dev.steward.proof.Cluster;
import java.time.Duration;
import java.util.Map;

/** Replicas of dispatcher-service, which are its workers. */
public final class Dispatchers {
    /** How much longer than an HTTP timeout a lease lasts here. */
    public static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

    private Dispatchers() {}

    public static Cluster start(int workers) {
        return Cluster.of(Service.DISPATCHER).start(workers, Map.of(
                "STEWARD_DISPATCHER_TARGET_ALLOWED", "127.0.0.1",
                "STEWARD_DISPATCHER_DELIVERY_LEASE_MARGIN", LEASE_MARGIN.toSeconds() + "s"));
    }
}
