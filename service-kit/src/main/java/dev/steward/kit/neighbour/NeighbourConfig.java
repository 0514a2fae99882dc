package dev.steward.kit.neighbour;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Where the other services are. Each is a list of base URLs, one a replica; one address that balances is fine too. */
@ConfigMapping(prefix = "steward.kit.neighbour")
public interface NeighbourConfig {
    @WithDefault("${STEWARD_MAINTENANCE_URL:http://127.0.0.1:8181}")
    List<String> maintenance();

    @WithDefault("${STEWARD_HEARTBEAT_URL:http://127.0.0.1:8182}")
    List<String> heartbeat();

    @WithDefault("${STEWARD_AVAILABILITY_URL:http://127.0.0.1:8183}")
    List<String> availability();

    @WithDefault("${STEWARD_OBSERVABILITY_URL:http://127.0.0.1:8184}")
    List<String> observability();

    @WithDefault("${STEWARD_DISPATCHER_URL:http://127.0.0.1:8185}")
    List<String> dispatcher();

    /** A call that takes longer fails with {@link java.util.concurrent.TimeoutException}. */
    @WithDefault("2s")
    Duration deadline();
}
