package dev.steward.kit.neighbour;

import dev.steward.kit.auth.ServiceToken;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The other services, each as one caller. */
@Singleton
public class Neighbours {
    private final NeighbourConfig config;
    private final ServiceToken token;
    private final WebClient client;

    public Neighbours(Vertx vertx, NeighbourConfig config, ServiceToken token) {
        this.config = config;
        this.token = token;
        this.client = WebClient.create(vertx, new WebClientOptions()
                .setConnectTimeout(500)
                .setMaxPoolSize(16)
                .setKeepAliveTimeout(30)
                .setFollowRedirects(false)
                .setUserAgent("steward"));
    }

    public Neighbour maintenance() {
        return new Neighbour(client, token, config.maintenance(), config.deadline());
    }

    public Neighbour heartbeat() {
        return new Neighbour(client, token, config.heartbeat(), config.deadline());
    }

    public Neighbour availability() {
        return new Neighbour(client, token, config.availability(), config.deadline());
    }

    public Neighbour observability() {
        return new Neighbour(client, token, config.observability(), config.deadline());
    }

    public Neighbour dispatcher() {
        return new Neighbour(client, token, config.dispatcher(), config.deadline());
    }

    void stop(@Observes ShutdownEvent event) {
        client.close();
    }
}
