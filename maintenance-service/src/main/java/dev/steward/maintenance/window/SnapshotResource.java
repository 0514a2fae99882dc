package dev.steward.maintenance.window;

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
    private final MaintenanceWindowService windows;

    SnapshotResource(MaintenanceWindowService windows) {
        this.windows = windows;
    }

    @GET
    @Operation(summary = "Everything an enforcement point needs, for one that cannot read Valkey")
    @APIResponse(responseCode = "200", description = "The windows that are not over, and their revision")
    public Uni<Snapshot> snapshot() {
        return windows.snapshot();
    }
}
