package dev.steward.availability.mitra;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/internal/v1/mitras")
@Tag(name = "Mitras (internal)")
@RolesAllowed("service")
class MitraResource {
    private final MitraService mitras;

    MitraResource(MitraService mitras) {
        this.mitras = mitras;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Create a mitra", description = "409 `mitra-exists` when the given id is taken.")
    public Uni<Mitra> create(@NotNull @Valid NewMitra mitra) {
        return mitras.create(mitra);
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Activate, deactivate or resize a mitra", description = "Deactivating takes the mitra offline and refuses its pings at once. 404 `mitra-not-found`.")
    public Uni<Mitra> change(@RestPath UUID id, @NotNull @Valid MitraChange change) {
        return mitras.change(id, change);
    }
}
