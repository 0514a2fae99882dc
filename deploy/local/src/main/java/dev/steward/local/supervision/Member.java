package dev.steward.local.supervision;

import dev.steward.infra.process.ChildProcess;

/**
 * A process of the suite: what it is called, where it listens, how it is started and asked.
 *
 * @param launch
 *            starts the child unless it runs
 */
public record Member(String name, int replica, int port, Layer layer, ChildProcess child, Runnable launch, Probe probe) {

    public Member(String name, int replica, int port, Layer layer, ChildProcess child, Probe probe) {
        this(name, replica, port, layer, child, child::launch, probe);
    }

    /** As messages call it; the first replica is just the service. */
    String title() {
        return replica == 0 ? name : name + " (replica " + replica + ")";
    }
}
