package dev.steward.heartbeat.figure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/admin/heartbeat")
@RolesAllowed({"operator", "admin"})
@Tag(name = "Admin heartbeat")
class AdminHeartbeatResource {
    private static final String EXAMPLE = """
            {"schema": "admin.heartbeat/1", "serverTime": "2026-11-22T09:30:00Z", "range": "today", "metrics": {
              "orders": {"value": 42, "asOf": "2026-11-22T09:30:00Z", "status": "ok"},
              "mitrasOnline": {"value": 7, "asOf": "2026-11-22T09:28:10Z", "status": "stale"},
              "dispatcherPending": {"value": null, "asOf": null, "status": "failed"}}}""";

    private final HeartbeatStatusService status;

    AdminHeartbeatResource(HeartbeatStatusService status) {
        this.status = status;
    }

    @GET
    @Operation(summary = "The operational snapshot", description = "A source that is slow or fails leaves its figures stale "
            + "or failed; the answer is 200 all the same.")
    @APIResponse(responseCode = "200", description = "All figures", content = @Content(mediaType = "application/json", schema = @Schema(implementation = AdminHeartbeat.class), examples = @ExampleObject(name = "snapshot", value = EXAMPLE)))
    @APIResponse(responseCode = "400", description = "unknown-range")
    public Uni<AdminHeartbeat> snapshot(
            @Parameter(description = "today, 1h or 24h: the time that orders and searches are counted over") @RestQuery @DefaultValue("today") String range) {
        return status.snapshot(Range.named(range));
    }
}
