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
    private static final String KEEPS_KEYS = "noeviction";

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
                .onItem().ifNotNull().transformToUni(this::filled)
                .onItem().ifNull().continueWith(() -> degraded("The mirror is not filled; Postgres answers in its place"))
                .onFailure().recoverWithItem(cause -> degraded(cause.getMessage()))
                .map(HealthCheckResponseBuilder::build);
    }

    private Uni<HealthCheckResponseBuilder> filled(long epoch) {
        if (doubt.isRaised()) {
            return Uni.createFrom().item(
                    degraded("Valkey was out of reach; Postgres answers until the mirror has been compared with it"));
        }
        return mirror.evictionPolicy().map(policy -> policy.equals(KEEPS_KEYS)
                ? named("up").withData("epoch", epoch)
                : degraded(
                        "Valkey's maxmemory-policy is " + policy + " and must be noeviction: it may drop parts of the mirror"));
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
