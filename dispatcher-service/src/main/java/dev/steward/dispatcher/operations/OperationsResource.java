package dev.steward.dispatcher.operations;

import dev.steward.kit.paging.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What operators see and do; the gateway serves it at {@code /admin/api/dispatcher}. */
@Path("/v1/requests")
@RolesAllowed({"operator", "admin"})
@Tag(name = "Operations")
class OperationsResource {
    private final OperationsService operations;

    OperationsResource(OperationsService operations) {
        this.operations = operations;
    }

    @GET
    @Operation(summary = "Requests, newest first")
    @APIResponse(responseCode = "200", description = "A page of them; their attempts are in each one's own view")
    @APIResponse(responseCode = "400", description = "A filter is not valid")
    public Uni<RequestPage> list(
            @Parameter(description = "PENDING, DELIVERED, STOPPED, EXPIRED, FAILED or CANCELLED") //
            @RestQuery String state,
            @Parameter(description = "A destination's id, or a URI there", example = "https://crm.example.com") //
            @RestQuery String destination,
            @Parameter(description = "Part of the URI, before its query: that may hold secrets") @RestQuery String q,
            @Parameter(description = "nextCursor of the page before") @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return operations.list(Filter.of(state, destination, q), Cursor.read(cursor), limit);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One request with its attempts")
    @APIResponse(responseCode = "200", description = "It is known")
    @APIResponse(responseCode = "404", description = "request-not-found")
    public Uni<RequestView> get(@RestPath UUID id) {
        return operations.get(id);
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed("admin")
    @Operation(summary = "Put a request back, or send a waiting one now", description = "A request that ended gets as many attempts again as it had first. Doing it twice is fine.")
    @APIResponse(responseCode = "200", description = "It is due now, or under way")
    @APIResponse(responseCode = "404", description = "request-not-found")
    @APIResponse(responseCode = "409", description = "request-settled (it was delivered) or request-expired")
    public Uni<RequestView> retry(@RestPath UUID id, SecurityContext caller) {
        return operations.retry(id, caller.getUserPrincipal().getName());
    }

    @POST
    @Path("{id}/attempt")
    @RolesAllowed("admin")
    @Operation(summary = "Send a waiting request now", description = "Whenever its next attempt was to be. One that is under way is left alone. Its attemptCount tells when the attempt has ended.")
    @APIResponse(responseCode = "200", description = "It is due now, or under way")
    @APIResponse(responseCode = "404", description = "request-not-found")
    @APIResponse(responseCode = "409", description = "request-settled")
    public Uni<RequestView> attempt(@RestPath UUID id, SecurityContext caller) {
        return operations.attempt(id, caller.getUserPrincipal().getName());
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed("admin")
    @Operation(summary = "Cancel a request", description = "An attempt under way is not called back, but nothing follows it. Doing it twice is fine.")
    @APIResponse(responseCode = "200", description = "It is cancelled")
    @APIResponse(responseCode = "404", description = "request-not-found")
    @APIResponse(responseCode = "409", description = "request-settled")
    public Uni<RequestView> cancel(@RestPath UUID id, SecurityContext caller) {
        return operations.cancel(id, caller.getUserPrincipal().getName());
    }
}
