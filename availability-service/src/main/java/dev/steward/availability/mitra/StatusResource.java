package dev.steward.availability.mitra;

import dev.steward.availability.CurrentMitra;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/mitra/status")
@Tag(name = "Mitra")
@RolesAllowed("mitra")
class StatusResource {
    private final MitraService mitras;
    private final CurrentMitra current;

    StatusResource(MitraService mitras, CurrentMitra current) {
        this.mitras = mitras;
        this.current = current;
    }

    @GET
    @Operation(summary = "The caller's own state", description = "404 `mitra-not-found`.")
    public Uni<Mitra> get() {
        return mitras.get(current.id());
    }

    @POST
    @Path("/online")
    @Operation(summary = "Go online", description = "Counts as a ping. 403 `mitra-deactivated`, 404 `mitra-not-found`.")
    public Uni<Mitra> online() {
        return mitras.setOnline(current.id());
    }

    @POST
    @Path("/offline")
    @Operation(summary = "Go offline", description = "403 `mitra-deactivated`, 404 `mitra-not-found`.")
    public Uni<Mitra> offline() {
        return mitras.setOffline(current.id(), EndedBy.MITRA);
    }
}
