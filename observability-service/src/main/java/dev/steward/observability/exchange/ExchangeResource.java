package dev.steward.observability.exchange;

import dev.steward.kit.trace.Traces;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/v1/exchanges")
@RolesAllowed({"operator", "admin"})
@Tag(name = "Exchanges", description = "What was recorded")
class ExchangeResource {
    private static final String MAY_SEE_BODIES = "admin";

    private final ExchangeService exchanges;
    private final SecurityIdentity identity;

    ExchangeResource(ExchangeService exchanges, SecurityIdentity identity) {
        this.exchanges = exchanges;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "Lists exchanges, newest first", description = "A time span (from, to) keeps filters quick.")
    @APIResponse(responseCode = "200", description = "A page; with nextCursor there is more")
    @APIResponse(responseCode = "422", description = "too-broad: no index serves this, and looking at every row took too long")
    public Uni<ExchangePage> list(@Valid @BeanParam ExchangeFilter filter) {
        return exchanges.list(filter);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Reads one exchange", description = "The bodies are for admins, and that they read them is noted; to others they are omitted.")
    public Uni<Exchange> read(@RestPath UUID id, @Context RoutingContext request) {
        return exchanges.read(id, reader(request), "record");
    }

    @GET
    @Path("/{id}/har")
    @Operation(summary = "Reads one exchange as HAR 1.2", description = "For browsers' developer tools. Bodies as in the record.")
    public Uni<Har> har(@RestPath UUID id, @Context RoutingContext request) {
        return exchanges.read(id, reader(request), "har").map(Har::of);
    }

    private Reader reader(RoutingContext request) {
        return new Reader(identity.getPrincipal().getName(), identity.hasRole(MAY_SEE_BODIES), Traces.of(request));
    }
}
