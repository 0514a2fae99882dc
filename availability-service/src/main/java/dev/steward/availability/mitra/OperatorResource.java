package dev.steward.availability.mitra;

import dev.steward.kit.paging.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What operators see and do; the gateway serves it at {@code /admin/api/mitras}. */
@Path("/v1/mitras")
@Tag(name = "Operators")
@RolesAllowed({"operator", "admin"})
class OperatorResource {
    private final MitraService mitras;

    OperatorResource(MitraService mitras) {
        this.mitras = mitras;
    }

    @GET
    @Operation(summary = "Mitras, the newest first", description = "As Postgres knows them.")
    public Uni<MitraPage> list(
            @RestQuery MitraFilter.State state,
            @Parameter(description = "Part of the display name, whatever its case") @RestQuery @Size(max = 200) String q,
            @Parameter(description = "nextCursor of the page before") @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return mitras.list(new MitraFilter(state, q), Cursor.read(cursor), limit);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One mitra", description = "404 `mitra-not-found`.")
    public Uni<Mitra> get(@RestPath UUID id) {
        return mitras.get(id);
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Activate, deactivate or resize a mitra", description = "Deactivating takes the mitra offline, refuses its pings at once and revokes its auth sessions. 404 `mitra-not-found`.")
    public Uni<Mitra> change(@RestPath UUID id, @NotNull @Valid MitraChange change) {
        return mitras.change(id, change);
    }

    @POST
    @Path("/{id}/offline")
    @RolesAllowed("admin")
    @Operation(summary = "Take a mitra offline", description = "Its app is told `go_online` with the next ping. Doing it twice is fine. 403 `mitra-deactivated`, 404 `mitra-not-found`.")
    public Uni<Mitra> offline(@RestPath UUID id) {
        return mitras.setOffline(id, EndedBy.OPERATOR);
    }
}
