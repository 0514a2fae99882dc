package dev.steward.observability.tally;

import dev.steward.kit.recording.tally.TallyReport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/internal/v1/tallies")
@RolesAllowed("service")
@Tag(name = "Ingest")
class TallyResource {
    private final TallyService tallies;

    TallyResource(TallyService tallies) {
        this.tallies = tallies;
    }

    @POST
    @ResponseStatus(202)
    @Operation(summary = "Adds what a recorder counted and lost since its last report", description = "A producer sends one report at a time, the same until it is answered. A bad count or gap costs no other.")
    @APIResponse(responseCode = "202", description = "Taken, or known before; rejected names the counts and gaps that were not")
    @APIResponse(responseCode = "400", description = "invalid: no report, or without producer, sequence or service")
    @APIResponse(responseCode = "503", description = "store-unavailable: send the same again after Retry-After")
    public Uni<TallyReceipt> apply(TallyReport report) {
        return tallies.apply(report);
    }
}
