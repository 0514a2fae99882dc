package dev.steward.availability.reading;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/internal/v1")
@Tag(name = "Availability (internal)")
@RolesAllowed("service")
class ReadingResource {
    private final ReadingService reading;

    ReadingResource(ReadingService reading) {
        this.reading = reading;
    }

    @GET
    @Path("/availability")
    @Operation(summary = "How many mitras are available", description = "As the customers' beacon. 503 `availability-unknown`.")
    public Uni<Availability> availability() {
        return reading.availability();
    }

    @GET
    @Path("/mitras/available")
    @Operation(summary = "Some available mitras", description = "Spread over all of them, so that not the same ones are asked first.")
    public Uni<Candidates> available(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return reading.candidates(limit);
    }

    @GET
    @Path("/mitras/{id}/reachable")
    @Operation(summary = "Whether a mitra can be reached now", description = "404 `mitra-not-found`.")
    public Uni<Reachability> reachable(@RestPath UUID id) {
        return reading.reachable(id);
    }
}
