package dev.steward.heartbeat.figure;

import dev.steward.heartbeat.legacy.FlatBody;
import dev.steward.heartbeat.legacy.LegacyConfig;
import dev.steward.heartbeat.legacy.LegacyHeaders;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The flat answer that clients of the old {@code hbadmin} (action {@code check}) go on polling until the sunset. */
@Path("/hbadmin")
@RolesAllowed({"operator", "admin"})
@Tag(name = "Legacy")
class LegacyAdminResource {
    private final HeartbeatStatusService status;
    private final LegacyHeaders headers;
    private final Map<Metric, String> names;

    LegacyAdminResource(HeartbeatStatusService status, LegacyHeaders headers, LegacyConfig config) {
        this.status = status;
        this.headers = headers;
        this.names = names(config.hbadmin());
    }

    @GET
    @Operation(summary = "The admin heartbeat, flat", deprecated = true, description = "Names and values of the old client; a figure that was never known is null.")
    public Uni<RestResponse<FlatBody>> check(@RestQuery @DefaultValue("today") String range) {
        return status.snapshot(Range.named(range))
                .map(this::flat)
                .map(body -> headers.on(body, "/admin/api/heartbeat"));
    }

    @POST
    @Operation(summary = "As GET", deprecated = true)
    public Uni<RestResponse<FlatBody>> checkByPost(@RestQuery @DefaultValue("today") String range) {
        return check(range);
    }

    private Map<String, Object> flat(AdminHeartbeat heartbeat) {
        Map<String, Object> body = new LinkedHashMap<>();
        names.forEach((metric, name) -> body.put(name, heartbeat.metrics().get(metric.wireName()).value()));
        return body;
    }

    private static Map<Metric, String> names(LegacyConfig.Hbadmin config) {
        Map<Metric, String> names = new EnumMap<>(Metric.class);
        names.put(Metric.ORDERS, config.orders());
        names.put(Metric.PLATFORM_ORDERS, config.platformOrders());
        names.put(Metric.MANUAL_ORDERS, config.manualOrders());
        names.put(Metric.SEARCHES, config.searches());
        names.put(Metric.ACTIVE_USERS, config.activeUsers());
        names.put(Metric.QUEUE_RUNNING, config.queueRunning());
        names.put(Metric.GENERAL_RUNNING, config.generalRunning());
        names.put(Metric.UNVALIDATED_ARTICLES, config.unvalidatedArticles());
        names.put(Metric.OFFLINE, config.offline());
        return names;
    }
}
