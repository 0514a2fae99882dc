package dev.steward.availability.heartbeat;

import dev.steward.availability.CurrentMitra;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path(HeartbeatResource.PATH)
@Tag(name = "Mitra")
@RolesAllowed("mitra")
class HeartbeatResource {
    static final String PATH = "/api/mitra/status/heartbeat";

    private final HeartbeatService heartbeats;
    private final CurrentMitra current;

    HeartbeatResource(HeartbeatService heartbeats, CurrentMitra current) {
        this.heartbeats = heartbeats;
        this.current = current;
    }

    @POST
    @Operation(summary = "Ping: I am here", description = "An offline mitra stays offline and is told `go_online`. 403 `mitra-deactivated`, 404 `mitra-not-found`.")
    public Uni<PingReply> ping() {
        return heartbeats.ping(current.id());
    }
}
