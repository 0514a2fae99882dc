package dev.steward.kit.neighbour;

import dev.steward.kit.auth.ServiceToken;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The other services, each as one caller. */
@Singleton
public class Neighbours {
    private final NeighbourConfig config;
    private final ServiceToken token;
    private final boolean traced;
    private final WebClient client;

    public Neighbours(Vertx vertx, NeighbourConfig config, ServiceToken token,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced) {
        this.config = config;
        this.token = token;
        this.traced = !untraced;
        this.client = WebClient.create(vertx, new WebClientOptions()
                .setConnectTimeout(500)
                .setMaxPoolSize(16)
                .setKeepAliveTimeout(30)
                .setFollowRedirects(false)
                .setUserAgent("steward")
                .setMetricsName("http.client|neighbour")
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    public Neighbour maintenance() {
        return neighbour(config.maintenance());
    }

    public Neighbour heartbeat() {
        return neighbour(config.heartbeat());
    }

    public Neighbour availability() {
        return neighbour(config.availability());
    }

    public Neighbour observability() {
        return neighbour(config.observability());
    }

    public Neighbour dispatcher() {
        return neighbour(config.dispatcher());
    }

    private Neighbour neighbour(List<String> replicas) {
        return new Neighbour(client, token, traced, replicas, config.deadline());
    }

    void stop(@Observes ShutdownEvent event) {
        client.close();
    }
}
