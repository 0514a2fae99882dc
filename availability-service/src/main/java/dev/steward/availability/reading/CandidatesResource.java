package dev.steward.availability.reading;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/internal/v1/mitras/available")
@Tag(name = "Availability (internal)")
@RolesAllowed("service")
class CandidatesResource {
    private final ReadingService reading;

    CandidatesResource(ReadingService reading) {
        this.reading = reading;
    }

    @GET
    @Operation(summary = "Some available mitras", description = "Picked from all of them, so that not always the same are asked.")
    public Uni<Candidates> get(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return reading.candidates(limit);
    }
}
