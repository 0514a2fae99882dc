package dev.steward.maintenance.channel;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.maintenance.event.ChangeFeed;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/v1/channels/{channel}/state")
class ChannelStateResource {
    private final StatusService status;
    private final ChangeFeed feed;

    ChannelStateResource(StatusService status, ChangeFeed feed) {
        this.status = status;
        this.feed = feed;
    }

    @GET
    @PermitAll
    @Operation(summary = "One channel's state; with wait and If-None-Match the answer comes as soon as it is another (long poll)")
    @APIResponse(responseCode = "200", description = "The state, with its ETag")
    @APIResponse(responseCode = "304", description = "Still the one that If-None-Match names, after waiting")
    @APIResponse(responseCode = "422", description = "unknown-channel")
    public Uni<RestResponse<ChannelState>> state(@RestPath String channel,
            @RestQuery @DefaultValue("0") @Min(0) @Max(60) int wait, @RestHeader("If-None-Match") String known) {
        return poll(channel, known, status.now().plusSeconds(wait));
    }

    private Uni<RestResponse<ChannelState>> poll(String channel, String known, Instant until) {
        ChannelState state = status.state(channel);
        Instant now = status.now();
        if (!etag(state).equals(known)) {
            return Uni.createFrom().item(ResponseBuilder.ok(state).header("ETag", etag(state)).build());
        }
        if (!now.isBefore(until) || feed.isClosed()) {
            return Uni.createFrom().item(ResponseBuilder.<ChannelState>notModified().header("ETag", etag(state)).build());
        }
        Instant edge = status.nextEdge(Stream.of(channel));
        Instant wakeUp = edge != null && edge.isBefore(until) ? edge : until;
        return feed.next(Duration.between(now, wakeUp))
                .chain(() -> poll(channel, known, until));
    }

    /** Of the state, which changes by itself too, and not of the revision, which other channels change. */
    private static String etag(ChannelState state) {
        return "\"" + Integer.toHexString(Objects.hash(state.state().name(), state.startsAt(), state.startedAt(),
                state.backOnlineAt(), state.estimated(), state.overrun(), state.message())) + "\"";
    }
}
