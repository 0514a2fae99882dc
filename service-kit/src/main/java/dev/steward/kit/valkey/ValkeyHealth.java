package dev.steward.kit.valkey;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says that the service is degraded, and never takes it out: everything in Valkey has a fallback. */
@Singleton
@Readiness
public class ValkeyHealth implements AsyncHealthCheck {
    private final Valkey valkey;

    public ValkeyHealth(Valkey valkey) {
        this.valkey = valkey;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return valkey.call("PING")
                .map(pong -> HealthCheckResponse.named("valkey").up().withData("state", "up").build())
                .onFailure().recoverWithItem(ValkeyHealth::degraded);
    }

    private static HealthCheckResponse degraded(Throwable cause) {
        return HealthCheckResponse.named("valkey").up()
                .withData("state", "degraded")
                .withData("reason", cause.getMessage())
                .build();
    }
}
