package dev.steward.observability.retention;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/retention")
@Tag(name = "Retention", description = "How long exchanges are kept")
class RetentionResource {
    private final RetentionService retention;
    private final SecurityIdentity identity;

    RetentionResource(RetentionService retention, SecurityIdentity identity) {
        this.retention = retention;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({"operator", "admin"})
    @Operation(summary = "Tells the policy of each API and what the last runs dropped")
    public Uni<RetentionReport> report() {
        return retention.report();
    }

    @POST
    @Path("/run")
    @RolesAllowed("admin")
    @Operation(summary = "Runs retention now", description = "dryRun=true drops nothing and reports what would be dropped.")
    public Uni<RetentionRun> run(@RestQuery @DefaultValue("false") boolean dryRun) {
        return retention.run(identity.getPrincipal().getName(), dryRun);
    }
}
