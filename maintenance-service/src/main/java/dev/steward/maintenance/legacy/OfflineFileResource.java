package dev.steward.maintenance.legacy;

import static org.jboss.resteasy.reactive.RestResponse.Status.CREATED;
import static org.jboss.resteasy.reactive.RestResponse.Status.OK;

import dev.steward.maintenance.window.WindowView;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/v1/offline-files")
@RolesAllowed("admin")
class OfflineFileResource {
    private final OfflineFileService files;
    private final SecurityIdentity caller;

    OfflineFileResource(OfflineFileService files, SecurityIdentity caller) {
        this.files = files;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Take over the legacy system's offline file: it becomes a window, once")
    @APIResponse(responseCode = "201", description = "The window that it became")
    @APIResponse(responseCode = "200", description = "The window that it became before")
    @APIResponse(responseCode = "422", description = "offline-file-unreadable")
    public Uni<RestResponse<WindowView>> take(@NotNull @Valid OfflineFileRequest file) {
        return files.take(file, caller.getPrincipal().getName())
                .map(imported -> ResponseBuilder.create(imported.fresh() ? CREATED : OK, imported.window()).build());
    }
}
