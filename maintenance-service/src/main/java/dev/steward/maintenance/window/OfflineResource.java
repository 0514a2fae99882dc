package dev.steward.maintenance.window;

import dev.steward.maintenance.channel.StatusService;
import dev.steward.maintenance.channel.StatusView;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/offline")
@RolesAllowed("admin")
class OfflineResource {
    private final MaintenanceWindowService windows;
    private final StatusService status;
    private final SecurityIdentity caller;

    OfflineResource(MaintenanceWindowService windows, StatusService status, SecurityIdentity caller) {
        this.windows = windows;
        this.status = status;
        this.caller = caller;
    }

    @PUT
    @Operation(summary = "Take channels offline now, or extend the window that covers them")
    @APIResponse(responseCode = "200", description = "The window, created or extended")
    @APIResponse(responseCode = "409", description = "would-shorten: earlier than announced, and shorten is not set")
    @APIResponse(responseCode = "422", description = "unknown-channel, time-past, time-too-far, time-required")
    public Uni<WindowView> takeOffline(@NotNull @Valid OfflineRequest request) {
        return windows.takeOffline(request, caller.getPrincipal().getName());
    }

    @DELETE
    @Operation(summary = "Take channels online: ends their active windows, never scheduled ones")
    @APIResponse(responseCode = "200", description = "The status of all channels, also when nothing was offline")
    @APIResponse(responseCode = "422", description = "unknown-channel")
    public Uni<StatusView> takeOnline(@RestQuery("channel") Set<String> channels) {
        return windows.takeOnline(channels, caller.getPrincipal().getName()).map(status::status);
    }
}
