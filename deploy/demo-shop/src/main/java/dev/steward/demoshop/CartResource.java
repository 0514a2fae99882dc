package dev.steward.demoshop;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/carts")
@PermitAll
class CartResource {
    static final String SESSION = "[A-Za-z0-9_-]{8,128}";

    private final Carts carts;

    CartResource(Carts carts) {
        this.carts = carts;
    }

    public record Item(@NotNull String product) {}

    @POST
    @Path("/{sessionId}/items")
    @Operation(summary = "Put a product into the cart of a session; heartbeat-service is told")
    public Cart add(@RestPath @Pattern(regexp = SESSION) String sessionId, @Valid @NotNull Item item) {
        Product product = Product.find(item.product());
        if (product == null) {
            throw new ProblemException(KitError.UNPROCESSABLE_CONTENT, "The shop does not sell that.");
        }
        return carts.add(sessionId, product);
    }
}
