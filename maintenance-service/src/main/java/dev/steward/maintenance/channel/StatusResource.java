package dev.steward.maintenance.channel;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/v1/status")
class StatusResource {
    private final StatusService service;

    StatusResource(StatusService service) {
        this.service = service;
    }

    @GET
    @PermitAll
    @Operation(summary = "Which channel is offline, since when, until when and why; answered from memory")
    @APIResponse(responseCode = "200", description = "Absent values are null")
    @APIResponse(responseCode = "503", description = "store-unavailable: nothing has been read since the start")
    public StatusView status() {
        return service.status();
    }
}
