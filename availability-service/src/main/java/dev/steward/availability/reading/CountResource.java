package dev.steward.availability.reading;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/internal/v1/availability")
@Tag(name = "Availability (internal)")
@RolesAllowed("service")
class CountResource {
    private final ReadingService reading;

    CountResource(ReadingService reading) {
        this.reading = reading;
    }

    @GET
    @Operation(summary = "How many mitras are available", description = "As the customers' beacon. 503 `availability-unknown`.")
    public Uni<Availability> get() {
        return reading.availability();
    }
}
