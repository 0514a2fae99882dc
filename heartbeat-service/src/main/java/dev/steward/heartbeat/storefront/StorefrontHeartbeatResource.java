package dev.steward.heartbeat.storefront;

import dev.steward.heartbeat.PayloadSchema;
import dev.steward.heartbeat.presence.Visitor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/heartbeat")
@PermitAll
@Tag(name = "Storefront heartbeat")
class StorefrontHeartbeatResource {
    private final StorefrontHeartbeatService heartbeats;
    private final Customers customers;

    StorefrontHeartbeatResource(StorefrontHeartbeatService heartbeats, Customers customers) {
        this.heartbeats = heartbeats;
        this.customers = customers;
    }

    @POST
    @Operation(summary = "A page is being looked at", description = "Anybody may send it. A customer's token marks the session "
            + "online; without one, or with one that is expired or broken, the answer is the same without identity.")
    @APIResponse(responseCode = "200", description = "The page's runtime data")
    @APIResponse(responseCode = "400", description = "validation-failed, malformed-request")
    @APIResponse(responseCode = "422", description = "unsupported-schema")
    public Uni<StorefrontHeartbeat> beat(@Valid @NotNull HeartbeatRequest request) {
        PayloadSchema.STOREFRONT_HEARTBEAT.require(request.schema());
        return customers.current()
                .chain(customerId -> heartbeats.beat(new Visitor(request.sessionId(), customerId)));
    }
}
