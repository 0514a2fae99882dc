package dev.steward.local.suite;

import dev.steward.migrate.Service;

/**
 * The ports of the contract.
 *
 * @param gateway
 *            without the offset
 * @param offset
 *            shifts every port, so that a second suite can run beside the first
 * @param edge
 *            which gateway, with its agent and its shop; the first is 0
 */
public record Ports(int gateway, int offset, int edge) {
    private static final int FIRST_SERVICE = 8181;
    private static final int SHOP = 8190;
    private static final int AGENT = 8199;
    private static final int GATE_CONTROL = 8198;
    private static final int POSTGRES = 15432;
    private static final int VALKEY = 16379;
    private static final int PER_REPLICA = 100;
    private static final int TO_MANAGEMENT = 1000;

    public Ports(int gateway, int offset) {
        this(gateway, offset, 0);
    }

    public Ports atEdge(int other) {
        return new Ports(gateway, offset, other);
    }

    public int gatewayPort() {
        return gateway + PER_REPLICA * edge + offset;
    }

    public int service(Service service, int replica) {
        return FIRST_SERVICE + service.ordinal() + PER_REPLICA * replica + offset;
    }

    public int shop() {
        return SHOP + PER_REPLICA * edge + offset;
    }

    public int agent() {
        return AGENT + PER_REPLICA * edge + offset;
    }

    /** Where the agent hands the gate's state to nginx. */
    int gateControl() {
        return GATE_CONTROL + PER_REPLICA * edge + offset;
    }

    public int postgres() {
        return POSTGRES + offset;
    }

    public int valkey() {
        return VALKEY + offset;
    }

    public static int management(int port) {
        return port + TO_MANAGEMENT;
    }
}
