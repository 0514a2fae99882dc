package dev.steward.maintenance.event;

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
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;

@Path("/v1/stream")
@RolesAllowed({"operator", "admin", "service"})
class StreamResource {
    private final ChangeStream stream;

    StreamResource(ChangeStream stream) {
        this.stream = stream;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(summary = "Changes as they happen, as server-sent events")
    @APIResponse(responseCode = "200", description = "status: all channels, at the beginning and whenever one changes by "
            + "itself. revision: one for each change, in order and without a gap; its id is the revision, and with "
            + "Last-Event-ID the stream goes on behind it. Comments keep the connection open.")
    public Multi<OutboundSseEvent> stream(@RestHeader("Last-Event-ID") Long lastEventId, @Context Sse sse) {
        return stream.from(lastEventId, sse);
    }
}
