package dev.steward.proof;

import java.util.Map;

/** Three workers for all tests of this JVM; each test begins with all of them alive. */
final class SharedCluster {
    private static Cluster cluster;

    private SharedCluster() {}

    static synchronized Cluster healed() {
        if (cluster == null) {
            cluster = Cluster.start(3, Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        }
        cluster.heal();
        return cluster;
    }
}
