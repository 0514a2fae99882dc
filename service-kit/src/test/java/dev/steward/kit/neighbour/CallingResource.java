package dev.steward.kit.neighbour;

import dev.steward.kit.auth.ServiceToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;

/** Calls itself as a neighbour, which says what trace it was given. */
@Path("/neighbour")
@PermitAll
class CallingResource {
    private final WebClient client;
    private final ServiceToken token;
    private final boolean untraced;

    CallingResource(Vertx vertx, ServiceToken token, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced) {
        this.client = WebClient.create(vertx, new WebClientOptions().setMetricsName("http.client|neighbour")
                .setTracingPolicy(TracingPolicy.IGNORE));
        this.token = token;
        this.untraced = untraced;
    }

    @GET
    @Path("/calls/{port}")
    public Uni<String> call(@RestPath int port) {
        return new Neighbour(client, token, !untraced, List.of("http://127.0.0.1:1", "http://127.0.0.1:" + port),
                Duration.ofSeconds(5)).get("/neighbour/traceparent").map(HttpResponse::bodyAsString);
    }

    @GET
    @Path("/traceparent")
    public String traceparent(HttpServerRequest request) {
        return String.join(", ", request.headers().getAll("traceparent"));
    }
}
