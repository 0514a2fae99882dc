package dev.steward.heartbeat.event;

import dev.steward.heartbeat.PayloadSchema;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/internal/v1/events")
@RolesAllowed("service")
@Tag(name = "Internal")
class EventResource {
    private static final String OWN_SHOP = "shop";

    private final EventService events;

    EventResource(EventService events) {
        this.events = events;
    }

    @POST
    @Operation(summary = "Count business events", description = "1 to 500 at once. May be repeated: an event id counts once. "
            + "A bad item is rejected with a reason and leaves the others alone.")
    @APIResponse(responseCode = "200", description = "One result per item; 200 means durable")
    @APIResponse(responseCode = "400", description = "validation-failed, malformed-request")
    @APIResponse(responseCode = "422", description = "unsupported-schema")
    @APIResponse(responseCode = "503", description = "store-unavailable: send the same batch again")
    public Uni<EventResults> add(@Valid @NotNull EventBatch batch) {
        PayloadSchema.PULSE_EVENTS.require(batch.schema());
        return events.add(OWN_SHOP, batch.events());
    }
}
