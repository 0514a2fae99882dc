package dev.steward.observability.tally;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/metrics")
@RolesAllowed({"operator", "admin"})
@Tag(name = "Metrics", description = "What was counted, exactly and from before sampling")
class SummaryResource {
    private final SummaryService summaries;

    SummaryResource(SummaryService summaries) {
        this.summaries = summaries;
    }

    @GET
    @Path("/summary")
    @Operation(summary = "Sums up each API's traffic in a span of time", description = "By whole minutes in which exchanges began. Recorders report every ten seconds, so that the last ones may be missing.")
    @APIResponse(responseCode = "200", description = "One line for each configured API")
    @APIResponse(responseCode = "400", description = "validation-failed: to is not after from, or the span is longer than 400 days")
    public Uni<Summary> summary(
            @RestQuery @Parameter(description = "An hour before to, unless given.", example = "2026-03-14T09:00:00Z") Instant from,
            @RestQuery @Parameter(description = "Now, unless given.", example = "2026-03-14T10:00:00Z") Instant to) {
        return summaries.of(from, to);
    }
}
