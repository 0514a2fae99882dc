package dev.steward.heartbeat.cart;

import dev.steward.heartbeat.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/internal/v1/carts")
@RolesAllowed("service")
@Tag(name = "Internal")
class CartResource {
    private final Carts carts;

    CartResource(Carts carts) {
        this.carts = carts;
    }

    @PUT
    @Path("/{sessionId}")
    @Operation(summary = "Hand over the cart of a session", description = "May be repeated and may arrive late: an update "
            + "that is older than the stored cart changes nothing. Answers with what is stored.")
    @APIResponse(responseCode = "200", description = "The stored cart")
    @APIResponse(responseCode = "400", description = "validation-failed")
    @APIResponse(responseCode = "503", description = "store-unavailable: nothing was changed, try again")
    public Uni<Cart> put(@RestPath @SessionId String sessionId, @Valid @NotNull CartUpdate update) {
        return carts.put(sessionId, update);
    }
}
