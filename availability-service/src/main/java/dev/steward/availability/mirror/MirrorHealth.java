package dev.steward.availability.mirror;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether Valkey or Postgres answers the readers; always up, as one of them does. */
@Singleton
@Readiness
class MirrorHealth implements AsyncHealthCheck {
    private final MirrorWriter mirror;
    private final Doubt doubt;
    private final Outbox outbox;

    MirrorHealth(MirrorWriter mirror, Doubt doubt, Outbox outbox) {
        this.mirror = mirror;
        this.doubt = doubt;
        this.outbox = outbox;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return mirror.epochNow()
                .onItem().ifNotNull().transform(this::filled)
                .onItem().ifNull().continueWith(() -> degraded("The mirror is not filled; Postgres answers in its place"))
                .onFailure().recoverWithItem(cause -> degraded(cause.getMessage()))
                .map(HealthCheckResponseBuilder::build);
    }

    private HealthCheckResponseBuilder filled(long epoch) {
        return doubt.isRaised()
                ? degraded("Valkey was out of reach; Postgres answers until the mirror has been compared with it")
                : named("up").withData("epoch", epoch);
    }

    private HealthCheckResponseBuilder degraded(String reason) {
        return named("degraded").withData("reason", reason);
    }

    private HealthCheckResponseBuilder named(String state) {
        return HealthCheckResponse.named("mirror").up()
                .withData("state", state)
                .withData("outboxLagMs", outbox.lag().toMillis());
    }
}
