package dev.steward.demoshop;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/search")
@PermitAll
class SearchResource {
    private final Heartbeats heartbeats;

    SearchResource(Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    public record Found(List<Product> items) {}

    /** The words stay here: what people look for is nobody else's business. */
    @GET
    @Operation(summary = "Search the products by name; the search is counted")
    public Found search(@RestQuery @DefaultValue("") @Size(max = 200) String q) {
        List<Product> found = Product.search(q);
        heartbeats.event("search.performed", Map.of("hits", found.size()));
        return new Found(found);
    }
}
