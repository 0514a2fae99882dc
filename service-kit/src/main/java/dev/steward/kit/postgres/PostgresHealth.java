package dev.steward.kit.postgres;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says that the service is degraded, and never takes it out: it still serves what needs no database. */
@Singleton
@Readiness
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class PostgresHealth implements AsyncHealthCheck {
    /** Whoever probes gives up after a second, and would take a silent database for a dead service. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Postgres postgres;

    public PostgresHealth(Postgres postgres) {
        this.postgres = postgres;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return postgres.query("SELECT 1")
                .ifNoItem().after(PATIENCE)
                .failWith(() -> new TimeoutException("No answer within " + PATIENCE.toMillis() + " ms"))
                .map(rows -> HealthCheckResponse.named("postgres").up().withData("state", "up").build())
                .onFailure().recoverWithItem(PostgresHealth::degraded);
    }

    private static HealthCheckResponse degraded(Throwable cause) {
        return HealthCheckResponse.named("postgres").up()
                .withData("state", "degraded")
                .withData("reason", cause.getMessage())
                .build();
    }
}
