package dev.steward.dispatcher.destination;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.kit.paging.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Destinations, as operators see and limit them. */
@Path("/v1/destinations")
@Tag(name = "Operations")
class DestinationResource {
    private final DestinationService destinations;

    DestinationResource(DestinationService destinations) {
        this.destinations = destinations;
    }

    @GET
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Whoever is sent to, with its limits and what waits for it")
    @APIResponse(responseCode = "200", description = "A page of them, in an order that does not change")
    @APIResponse(responseCode = "400", description = "The cursor or the limit is not valid")
    public Uni<DestinationPage> list(
            @Parameter(description = "Part of scheme, host and port") @RestQuery String q,
            @Parameter(description = "nextCursor of the page before") @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return destinations.list(Cursor.read(cursor), limit, q);
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    @RolesAllowed("admin")
    @Operation(summary = "Pause a destination, or limit how many attempts it gets at once")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = DestinationChange.class)))
    @APIResponse(responseCode = "200", description = "How it is now")
    @APIResponse(responseCode = "400", description = "A member is unknown or not valid")
    @APIResponse(responseCode = "404", description = "destination-not-found")
    public Uni<DestinationView> change(@RestPath UUID id, JsonNode body, SecurityContext caller) {
        return destinations.change(id, DestinationChange.of(body), caller.getUserPrincipal().getName());
    }
}
