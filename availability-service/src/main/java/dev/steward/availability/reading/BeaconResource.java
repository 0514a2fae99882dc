package dev.steward.availability.reading;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path(BeaconResource.PATH)
@Tag(name = "Customer")
@PermitAll
class BeaconResource {
    static final String PATH = "/api/client/availability";

    private final ReadingService reading;

    BeaconResource(ReadingService reading) {
        this.reading = reading;
    }

    @GET
    @Operation(summary = "How many mitras are available", description = "At most 10 s behind. 503 `availability-unknown`.")
    public Uni<Availability> get() {
        return reading.availability();
    }
}
