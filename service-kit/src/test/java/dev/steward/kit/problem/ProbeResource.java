package dev.steward.kit.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** One endpoint for each way in which a request can go wrong. */
@Path("/probe")
@PermitAll
class ProbeResource {
    enum Colour {
        RED,
        GREEN
    }

    record Part(@NotEmpty String name, @Max(9) int size) {}

    record Order(@NotNull @Size(max = 8) String title, @Size(max = 3) List<@Valid Part> parts, Map<String, @Valid Part> named,
            Colour colour, Instant at, UUID id, Positive count) {}

    record Positive(int value) {
        @JsonCreator
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("internal words");
            }
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, String> get() {
        return Map.of("hello", "world");
    }

    @POST
    @Path("/orders")
    public Uni<Order> order(@Valid @NotNull Order order) {
        return Uni.createFrom().item(order);
    }

    @POST
    @Path("/orders/blocking")
    @Blocking
    public Order orderBlocking(@Valid @NotNull Order order) {
        return order;
    }

    @POST
    @Path("/orders:batch")
    public Uni<Integer> orders(@NotEmpty List<@Valid Order> orders) {
        return Uni.createFrom().item(orders.size());
    }

    @GET
    @Path("/items/{id}")
    public String byId(@RestPath UUID id) {
        return id.toString();
    }

    @GET
    @Path("/colours/{colour}")
    public String colour(@RestPath Colour colour) {
        return colour.name();
    }

    @GET
    @Path("/search")
    public String search(@RestQuery @Max(500) Integer limit, @RestQuery Colour colour, @RestQuery UUID after,
            @RestQuery Instant from, @RestHeader("X-Count") Integer count, @RestQuery String q) {
        return limit + " " + q;
    }

    @PUT
    @Path("/text")
    @Consumes(MediaType.TEXT_PLAIN)
    public Uni<Integer> text(String text) {
        return Uni.createFrom().item(text.length());
    }

    @PUT
    @Path("/bytes")
    @Consumes(MediaType.WILDCARD)
    public Uni<Integer> bytes(byte[] bytes) {
        return Uni.createFrom().item(bytes.length);
    }

    @PUT
    @Path("/stream")
    @Consumes(MediaType.WILDCARD)
    @Blocking
    public int stream(InputStream body) throws IOException {
        return body.readAllBytes().length;
    }

    @GET
    @Path("/secret")
    @RolesAllowed("operator")
    public String secret() {
        return "secret";
    }

    @POST
    @Path("/secret")
    @RolesAllowed("operator")
    public Uni<String> secretOrder(@Valid Order order) {
        return Uni.createFrom().item("secret");
    }

    @GET
    @Path("/expected")
    public Uni<String> expected() {
        return Uni.createFrom().failure(new ProblemException(KitError.CONFLICT, "Somebody was faster.")
                .with("revision", 7).with("backOnlineAt", null).retryAfter(Duration.ofMillis(1500)));
    }

    @GET
    @Path("/defect")
    public Uni<String> defect() {
        return Uni.createFrom().failure(new IllegalStateException("password=hunter2"));
    }

    @GET
    @Path("/thrown")
    public String thrown() {
        throw new AssertionError("password=hunter2");
    }

    @GET
    @Path("/inner-violation")
    public String innerViolation() {
        throw new ConstraintViolationException("password=hunter2", Set.of());
    }

    @GET
    @Path("/bad-answer")
    @NotNull
    public String badAnswer() {
        return null;
    }

    @GET
    @Path("/unwritable")
    @Produces(MediaType.APPLICATION_JSON)
    public Object unwritable() {
        return new Object() {
            @SuppressWarnings("unused")
            public String getSecret() {
                throw new IllegalStateException("password=hunter2");
            }
        };
    }

    @GET
    @Path("/moved")
    public String moved() {
        throw new WebApplicationException(Response.temporaryRedirect(URI.create("/probe")).build());
    }

    @GET
    @Path("/teapot")
    public String teapot() {
        throw new WebApplicationException(418);
    }
}
