package dev.steward.kit.maintenance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The maintenance gate of a service. How a channel behaves is configured in maintenance-service, see
 * {@link ChannelPolicy}.
 */
@ConfigMapping(prefix = "steward.kit.maintenance")
public interface MaintenanceConfig {
    /** Channel name to path prefixes; the longest prefix that fits a path decides. None: the service has no gate. */
    Map<String, List<String>> gate();

    /** Path prefixes that stay reachable although a gated prefix covers them. */
    @WithDefault("/q/")
    List<String> exempt();

    /** Channels that are closed as long as nothing at all is known of them; all others are open then. */
    @WithDefault("${STEWARD_MAINTENANCE_CLOSED_ON_UNKNOWN:}")
    Optional<List<String>> closedOnUnknown();

    /** Channels that have a page for people also as long as nothing is known of them. */
    @WithDefault("storefront")
    Set<String> htmlChannels();

    /** How often the snapshot is read again without being told of a change. */
    @WithDefault("2s")
    Duration pollEvery();

    /** What this enforcement point is called where its acknowledgements are shown; unlike every other. */
    @WithDefault("${quarkus.application.name}@${HOSTNAME:localhost}:${quarkus.http.port}")
    String point();

    /** How often the enforcement point reports although nothing has changed, and compares its clock. */
    @WithDefault("5s")
    Duration acknowledgeEvery();

    /**
     * A folder with a page of one's own, {@code maintenance.html}, and with texts, {@code <language>.properties}, which
     * replace or join those that come with the kit. All enforcement points should have the same.
     */
    @WithDefault("${STEWARD_MAINTENANCE_TEMPLATES:}")
    Optional<Path> templates();

    /** The zone in which the page names times; a browser with scripts shows its own. */
    @WithDefault("UTC")
    ZoneId zone();
}
