package dev.steward.maintenance.channel;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.maintenance.event.ChangeFeed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
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
        Instant until = status.now().plusSeconds(wait);
        return Multi.createBy().repeating().uni(() -> look(channel, known, until)).whilst(Optional::isEmpty)
                .collect().last()
                .map(Optional::orElseThrow);
    }

    /** Emits empty after a while in which something may have changed. */
    private Uni<Optional<RestResponse<ChannelState>>> look(String channel, String known, Instant until) {
        long told = feed.told();
        ChannelState state = status.state(channel);
        String etag = etag(state);
        if (!isKnown(etag, known)) {
            return answer(ResponseBuilder.ok(state), etag);
        }
        Instant now = status.now();
        if (!now.isBefore(until) || feed.isClosed()) {
            return answer(ResponseBuilder.notModified(), etag);
        }
        Instant edge = status.nextEdge(Stream.of(channel));
        Instant wakeUp = edge != null && edge.isBefore(until) ? edge : until;
        return feed.next(told, Duration.between(now, wakeUp)).map(woken -> Optional.empty());
    }

    private static Uni<Optional<RestResponse<ChannelState>>> answer(ResponseBuilder<ChannelState> answer, String etag) {
        return Uni.createFrom().item(Optional.of(answer.header("ETag", etag).build()));
    }

    /** Compared weakly (RFC 9110, section 13.1.2), as a gateway may have compressed the answer. */
    private static boolean isKnown(String etag, String ifNoneMatch) {
        return ifNoneMatch != null && Arrays.stream(ifNoneMatch.split(",")).map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    /** Of the state, which changes by itself too, and not of the revision, which other channels change. */
    private static String etag(ChannelState state) {
        return "\"" + Integer.toHexString(Objects.hash(state.state().name(), state.startsAt(), state.startedAt(),
                state.backOnlineAt(), state.estimated(), state.overrun(), state.message())) + "\"";
    }
}
