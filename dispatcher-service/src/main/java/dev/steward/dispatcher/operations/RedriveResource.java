package dev.steward.dispatcher.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** Dead letters in bulk. A class of its own, as the framework looks for the path among classes first. */
@Path("/v1/requests:redrive")
@RolesAllowed("admin")
@Tag(name = "Operations")
class RedriveResource {
    private final RedriveService redrives;

    RedriveResource(RedriveService redrives) {
        this.redrives = redrives;
    }

    @POST
    @Operation(summary = "Put dead letters back", description = "The oldest first, each with as many attempts again as it had first, spread over time. Each is put back once, however many runs there are at once.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RedriveRequest.class)))
    @APIResponse(responseCode = "200", description = "How many; with a key that was used before what it answered then")
    @APIResponse(responseCode = "400", description = "A member is unknown or not valid")
    @APIResponse(responseCode = "422", description = "already-expired, idempotency-key-reused")
    @APIResponse(responseCode = "503", description = "The database is away, or the filter took too long; nothing was put back")
    public Uni<RedriveView> redrive(JsonNode body, SecurityContext caller,
            @Parameter(description = "Makes repetitions harmless for 24 hours") //
            @RestHeader("Idempotency-Key") @Pattern(regexp = "[!-~]{1,200}") String key) {
        return redrives.redrive(RedriveRequest.of(body), body.toString(), key, caller.getUserPrincipal().getName());
    }
}
