package dev.steward.proof.dispatch;

import dev.steward.proof.Cluster;
import dev.steward.proof.Shared;

/** Three workers for all tests of the dispatcher; each test begins with all of them alive. */
final class SharedCluster {
    private SharedCluster() {}

    static Cluster healed() {
        Cluster cluster = Shared.get(Cluster.class, () -> Dispatchers.start(3));
        cluster.heal();
        return cluster;
    }
}
