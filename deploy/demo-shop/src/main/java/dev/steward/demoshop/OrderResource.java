package dev.steward.demoshop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.kit.id.Uuid7;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/orders")
@PermitAll
class OrderResource {
    private static final String SESSION_ID = "sessionId";

    private final Recent orders;
    private final Carts carts;
    private final Customers customers;
    private final Heartbeats heartbeats;
    private final Clock clock;

    OrderResource(Carts carts, Customers customers, Heartbeats heartbeats, ShopConfig config, Clock clock) {
        this.orders = new Recent(config.remembered());
        this.carts = carts;
        this.customers = customers;
        this.heartbeats = heartbeats;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The latest orders, newest first")
    public Page list(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return Page.of(orders.list(limit));
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Place an order: any object, which comes back with an id and a time")
    public Uni<ObjectNode> place(@NotNull ObjectNode order) {
        return customers.current().map(customerId -> place(order, customerId));
    }

    private ObjectNode place(ObjectNode order, String customerId) {
        order.put("id", Uuid7.next(clock).toString())
                .put("placedAt", clock.instant().toString())
                .put("customerId", customerId);
        // Whoever knows a session's id sees its cart, and everybody sees the list.
        orders.add(order.deepCopy().without(SESSION_ID));
        heartbeats.event("order.placed", Map.of("kind", "web"));
        emptyCart(order.path(SESSION_ID).asText());
        return order;
    }

    private void emptyCart(String sessionId) {
        if (sessionId.matches(CartResource.SESSION)) {
            carts.empty(sessionId);
        }
    }
}
