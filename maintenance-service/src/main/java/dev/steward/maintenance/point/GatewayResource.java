package dev.steward.maintenance.point;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

@Path("/")
class GatewayResource {
    private final PointService points;

    GatewayResource(PointService points) {
        this.points = points;
    }

    @GET
    @Path("/v1/gateways")
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Who enforces maintenance, gateways and services with the kit's gate, and which revision counts there")
    @APIResponse(responseCode = "200", description = "All that reported within a day")
    public Uni<PointPage> list() {
        return points.list();
    }

    @PUT
    @Path("/internal/v1/gateways/{id}")
    @RolesAllowed("service")
    @Operation(summary = "An enforcement point reports which revision counts there")
    @APIResponse(responseCode = "200", description = "The newest revision, and the time here")
    public Uni<PointAnswer> report(@RestPath @Size(max = 200) String id, @NotNull @Valid PointReport report) {
        return points.report(id, report);
    }
}
