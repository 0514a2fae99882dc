package dev.steward.heartbeat.flag;

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

@Path("/internal/v1/flags")
@RolesAllowed("service")
@Tag(name = "Internal")
class FlagResource {
    private final FlagStore store;

    FlagResource(FlagStore store) {
        this.store = store;
    }

    @PUT
    @Path("/{flag}")
    @Operation(summary = "Renew a worker's lease, or end it", description = "A lease that is not renewed in time reads "
            + "\"not running\".")
    @APIResponse(responseCode = "200", description = "The flag as it now is")
    @APIResponse(responseCode = "400", description = "validation-failed")
    @APIResponse(responseCode = "404", description = "unknown-flag")
    @APIResponse(responseCode = "503", description = "store-unavailable")
    public Uni<FlagState> renew(@RestPath String flag, @Valid @NotNull FlagLease lease) {
        return store.renew(Flag.named(flag), lease);
    }
}
