package dev.steward.availability.heartbeat;

import static dev.steward.availability.AvailabilityError.MITRA_DEACTIVATED;
import static dev.steward.availability.AvailabilityError.MITRA_NOT_FOUND;

import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Takes pings: by one script in Valkey, and by a full check in Postgres where Valkey cannot tell. */
@Singleton
class HeartbeatService {
    private final PingMirror mirror;
    private final HeartbeatStore store;
    private final PingBuffer buffer;
    private final HeartbeatConfig config;
    private final MeterRegistry metrics;

    HeartbeatService(PingMirror mirror, HeartbeatStore store, PingBuffer buffer, HeartbeatConfig config,
            MeterRegistry metrics) {
        this.mirror = mirror;
        this.store = store;
        this.buffer = buffer;
        this.config = config;
        this.metrics = metrics;
    }

    Uni<PingReply> ping(UUID id) {
        return mirror.ping(id)
                .invoke(ping -> count("valkey", ping))
                .onFailure().invoke(cause -> Log.debugf("Ping by Postgres: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .onItem().ifNull().switchTo(() -> pingPostgres(id))
                .map(ping -> reply(id, ping));
    }

    /** Writes the last pings to Postgres. Fails, and changes nothing, when Valkey does. */
    Uni<Void> mirrorToPostgres() {
        return mirror.lastPings()
                .chain(store::record)
                .invoke(moved -> metrics.counter("steward.availability.heartbeats.mirrored").increment(moved))
                .replaceWithVoid();
    }

    private Uni<Ping> pingPostgres(UUID id) {
        return store.check(id)
                .invoke(ping -> keep(id, ping))
                .invoke(ping -> count("postgres", ping));
    }

    private void keep(UUID id, Ping ping) {
        if (ping instanceof Ping.Alive alive) {
            buffer.add(id, alive.at());
        }
    }

    private PingReply reply(UUID id, Ping ping) {
        return switch (ping) {
            case Ping.Alive alive -> PingReply.alive(alive, nextPingMs());
            case Ping.Offline offline -> PingReply.offline(offline, nextPingMs());
            case Ping.Deactivated deactivated ->
                throw new ProblemException(MITRA_DEACTIVATED, "Mitra " + id + " is deactivated.");
            case Ping.Unknown unknown -> throw new ProblemException(MITRA_NOT_FOUND, "There is no mitra " + id + ".");
        };
    }

    private long nextPingMs() {
        double share = 1 + config.pingJitter() * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Math.round(config.pingEvery().toMillis() * share);
    }

    private void count(String source, Ping ping) {
        if (ping != null) {
            String outcome = ping.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            metrics.counter("steward.availability.pings", "source", source, "outcome", outcome).increment();
        }
    }
}
