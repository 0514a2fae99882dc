package dev.steward.maintenance.ledger;

import dev.steward.kit.maintenance.Snapshot;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/internal/v1/snapshot")
@RolesAllowed("service")
class SnapshotResource {
    private final Ledger ledger;

    SnapshotResource(Ledger ledger) {
        this.ledger = ledger;
    }

    @GET
    @Operation(summary = "Everything an enforcement point needs, for one that cannot read Valkey")
    @APIResponse(responseCode = "200", description = "Channels, open windows and links, and their revision")
    public Uni<Snapshot> snapshot() {
        return ledger.snapshot();
    }
}
