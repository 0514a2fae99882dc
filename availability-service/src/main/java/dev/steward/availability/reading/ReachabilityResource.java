package dev.steward.availability.reading;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/internal/v1/mitras/{id}/reachable")
@Tag(name = "Availability (internal)")
@RolesAllowed("service")
class ReachabilityResource {
    private final ReadingService reading;

    ReachabilityResource(ReadingService reading) {
        this.reading = reading;
    }

    @GET
    @Operation(summary = "Whether a mitra can be reached now", description = "404 `mitra-not-found`.")
    public Uni<Reachability> get(@RestPath UUID id) {
        return reading.reachable(id);
    }
}
