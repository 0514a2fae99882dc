package dev.steward.local.suite;

import dev.steward.migrate.Service;

/**
 * The ports of the contract.
 *
 * @param gateway
 *            without the offset
 * @param offset
 *            shifts every port, so that a second suite can run beside the first
 */
public record Ports(int gateway, int offset) {
    private static final int FIRST_SERVICE = 8181;
    private static final int SHOP = 8190;
    private static final int AGENT = 8199;
    private static final int GATE_CONTROL = 8198;
    private static final int POSTGRES = 15432;
    private static final int VALKEY = 16379;
    private static final int PER_REPLICA = 100;
    private static final int TO_MANAGEMENT = 1000;

    public int gatewayPort() {
        return gateway + offset;
    }

    public int service(Service service, int replica) {
        return FIRST_SERVICE + service.ordinal() + PER_REPLICA * replica + offset;
    }

    public int shop() {
        return SHOP + offset;
    }

    public int agent() {
        return AGENT + offset;
    }

    /** Where the agent hands the gate's state to nginx. */
    int gateControl() {
        return GATE_CONTROL + offset;
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
