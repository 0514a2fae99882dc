package dev.steward.maintenance.event;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/events")
@RolesAllowed({"operator", "admin"})
class EventResource {
    private final EventService events;

    EventResource(EventService events) {
        this.events = events;
    }

    @GET
    @Operation(summary = "The audit trail: who changed what, when, and what it was before; the newest first")
    @APIResponse(responseCode = "200", description = "A page of it")
    public Uni<EventPage> list(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit, @RestQuery String cursor,
            @RestQuery UUID window) {
        return events.list(cursor, window, limit);
    }
}
