package dev.steward.availability.stream;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

@Path("/v1/mitras/stream")
@Tag(name = "Operators")
@RolesAllowed({"operator", "admin"})
class StreamResource {
    private final MitraStream stream;

    StreamResource(MitraStream stream) {
        this.stream = stream;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(summary = "Availability as it changes, as server-sent events", description = "To follow the mitras, open the stream first and read the list then; of two views of a mitra that with the higher version is the later one.")
    @APIResponse(responseCode = "200", description = "count: the beacon, at the beginning and whenever a number is another. mitra: "
            + "{id, version, active, online, sessions, maxConcurrent} whenever a change reaches the mirror. reset: changes may have "
            + "been missed, read the list again. Comments keep the connection open.")
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        return stream.events().map(event -> outbound(sse, event));
    }

    private static OutboundSseEvent outbound(Sse sse, StreamEvent event) {
        return event.name() == null
                ? sse.newEventBuilder().comment(event.data()).build()
                : sse.newEventBuilder().name(event.name()).data(event.data()).build();
    }
}
