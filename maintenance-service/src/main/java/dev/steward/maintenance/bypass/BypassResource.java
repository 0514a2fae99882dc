package dev.steward.maintenance.bypass;

import dev.steward.maintenance.channel.Channels;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/")
class BypassResource {
    private final BypassService bypass;
    private final Channels channels;
    private final SecurityIdentity caller;

    BypassResource(BypassService bypass, Channels channels, SecurityIdentity caller) {
        this.bypass = bypass;
        this.channels = channels;
        this.caller = caller;
    }

    @POST
    @Path("/v1/bypass-links")
    @RolesAllowed("admin")
    @ResponseStatus(201)
    @Operation(summary = "Issue a link that lets one subject into one closed channel until it expires or is revoked")
    @APIResponse(responseCode = "201", description = "The link, with its url and token, which are shown only now")
    @APIResponse(responseCode = "422", description = "unknown-channel, time-past, time-too-far")
    public Uni<LinkView> issue(@NotNull @Valid LinkRequest request) {
        channels.require(request.channel());
        return bypass.issue(request, caller.getPrincipal().getName());
    }

    @GET
    @Path("/v1/bypass-links")
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "All links, the newest first, with how often each was used")
    @APIResponse(responseCode = "200", description = "A page of them")
    public Uni<LinkPage> list(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit, @RestQuery String cursor) {
        return bypass.list(cursor, limit);
    }

    @DELETE
    @Path("/v1/bypass-links/{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Revoke a link; doing it twice is fine")
    @APIResponse(responseCode = "204", description = "It opens nothing any more")
    @APIResponse(responseCode = "404", description = "link-not-found")
    public Uni<Void> revoke(@RestPath UUID id) {
        return bypass.revoke(id, caller.getPrincipal().getName());
    }

    @GET
    @Path("/v1/bypass-uses")
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Who entered a closed channel, where and when; the newest first")
    @APIResponse(responseCode = "200", description = "A page of it")
    public Uni<UsePage> uses(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit, @RestQuery String cursor,
            @RestQuery String subject) {
        return bypass.uses(cursor, subject, limit);
    }

    @POST
    @Path("/internal/v1/bypass-uses")
    @RolesAllowed("service")
    @Operation(summary = "An enforcement point reports who entered")
    @APIResponse(responseCode = "204", description = "Stored; what was reported before counts once")
    public Uni<Void> record(@NotNull @Size(max = 500) List<@NotNull @Valid Use> uses) {
        return bypass.record(uses);
    }
}
