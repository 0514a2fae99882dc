package dev.steward.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The nginx beside this agent. */
@ConfigMapping(prefix = "steward.gateway")
public interface GatewayConfig {
    /** Where nginx takes the gate's state; a listener on the loopback that nobody else reaches. */
    @WithDefault("${STEWARD_GATEWAY_CONTROL_URL:http://127.0.0.1:8198}")
    String controlUrl();

    /** Where the state is kept for an nginx or an agent that starts with nobody left to ask. */
    @WithDefault("${STEWARD_GATEWAY_STATE_FILE:state/gate.json}")
    Path stateFile();

    /** How often nginx is asked which revision it has: a restarted one is told again within this time. */
    @WithDefault("1s")
    Duration checkEvery();
}
