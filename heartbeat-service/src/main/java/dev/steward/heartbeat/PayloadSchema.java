package dev.steward.heartbeat;

import dev.steward.kit.problem.ProblemException;
import java.util.List;

/**
 * The payloads of this service, named and versioned in the body's {@code schema}. The number is the major version: it
 * changes when a reader of the old one would misread the new one; members may be added at any time.
 */
public enum PayloadSchema {
    STOREFRONT_HEARTBEAT("storefront.heartbeat/1"),
    ADMIN_HEARTBEAT("admin.heartbeat/1"),
    PULSE_EVENTS("pulse.events/1");

    private final String wireName;

    PayloadSchema(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /**
     * @param given
     *            what the body's {@code schema} says; null, because it is absent, means this version
     * @throws ProblemException
     *             {@code unsupported-schema} with the member {@code supported}
     */
    public void require(String given) {
        if (given != null && !given.equals(wireName)) {
            throw new ProblemException(HeartbeatError.UNSUPPORTED_SCHEMA, "This endpoint reads " + wireName + ".")
                    .with("supported", List.of(wireName));
        }
    }
}
