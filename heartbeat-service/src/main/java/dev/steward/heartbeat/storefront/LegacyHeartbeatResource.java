package dev.steward.heartbeat.storefront;

import dev.steward.heartbeat.SessionId;
import dev.steward.heartbeat.legacy.FlatBody;
import dev.steward.heartbeat.legacy.LegacyConfig;
import dev.steward.heartbeat.legacy.LegacyHeaders;
import dev.steward.kit.maintenance.ChannelState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The flat answer that clients of the old {@code hb} (action {@code init}) go on polling until the sunset. The session
 * comes from query, form or JSON, else from the old session cookie; without one the answer is the same, with no cart.
 */
@Path("/hb")
@PermitAll
@Tag(name = "Legacy")
class LegacyHeartbeatResource {
    private final StorefrontHeartbeatService heartbeats;
    private final Customers customers;
    private final LegacyHeaders headers;
    private final LegacyConfig config;

    LegacyHeartbeatResource(StorefrontHeartbeatService heartbeats, Customers customers, LegacyHeaders headers,
            LegacyConfig config) {
        this.heartbeats = heartbeats;
        this.customers = customers;
        this.headers = headers;
        this.config = config;
    }

    public record Init(@SessionId String sessionId) {}

    @GET
    @Operation(summary = "The storefront heartbeat, flat", deprecated = true)
    public Uni<RestResponse<FlatBody>> init(@RestQuery @SessionId String sessionId, @Context HttpServerRequest request) {
        return answer(sessionId, request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "As GET", deprecated = true)
    public Uni<RestResponse<FlatBody>> initByJson(@RestQuery @SessionId String sessionId, @Context HttpServerRequest request,
            @Valid Init body) {
        return answer(body == null || body.sessionId() == null ? sessionId : body.sessionId(), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "As GET", deprecated = true)
    public Uni<RestResponse<FlatBody>> initByForm(@RestQuery @SessionId String sessionId, @Context HttpServerRequest request,
            @RestForm("sessionId") @SessionId String field) {
        return answer(field == null ? sessionId : field, request);
    }

    private Uni<RestResponse<FlatBody>> answer(String given, HttpServerRequest request) {
        String sessionId = given == null ? cookie(request) : given;
        return customers.current()
                .chain(customerId -> heartbeats.legacyBeat(sessionId, customerId))
                .map(heartbeat -> headers.on(flat(heartbeat), "/api/v1/heartbeat"));
    }

    /** Null where there is none that could be a session id: the browser sends it with everything, so it is no mistake. */
    private String cookie(HttpServerRequest request) {
        Cookie cookie = request.getCookie(config.sessionCookie());
        return cookie != null && cookie.getValue().matches(SessionId.PATTERN) ? cookie.getValue() : null;
    }

    private Map<String, Object> flat(StorefrontHeartbeat heartbeat) {
        boolean offline = heartbeat.maintenance().state() == ChannelState.State.OFFLINE;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(config.hb().status(), offline ? "offline" : "ok");
        body.put(config.hb().cart(), heartbeat.cart() == null ? 0 : heartbeat.cart().items());
        body.put(config.hb().online(), heartbeat.session().online());
        return body;
    }
}
