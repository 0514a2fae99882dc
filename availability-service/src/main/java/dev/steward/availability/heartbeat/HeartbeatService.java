package dev.steward.availability.heartbeat;

import static dev.steward.availability.AvailabilityError.MITRA_DEACTIVATED;
import static dev.steward.availability.AvailabilityError.MITRA_NOT_FOUND;

import dev.steward.availability.Sweeps;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Takes pings: by one script in Valkey, and by a full check in Postgres where Valkey cannot tell. */
@Singleton
class HeartbeatService {
    private static final String SWEEP = "heartbeat-mirror";

    private final PingMirror mirror;
    private final HeartbeatStore store;
    private final PingBuffer buffer;
    private final HeartbeatConfig config;
    private final Sweeps sweeps;
    private final MeterRegistry metrics;
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    HeartbeatService(PingMirror mirror, HeartbeatStore store, PingBuffer buffer, HeartbeatConfig config, Sweeps sweeps,
            MeterRegistry metrics) {
        this.mirror = mirror;
        this.store = store;
        this.buffer = buffer;
        this.config = config;
        this.sweeps = sweeps;
        this.metrics = metrics;
    }

    /** Null where there is more to say or to ask than the mirror can answer. Fails as Valkey does. */
    Future<PingReply> pingMirror(UUID id) {
        return mirror.pingNow(id).map(ping -> switch (ping) {
            case Ping.Alive alive -> counted(id, alive);
            case Ping.Offline offline -> counted(id, offline);
            case null, default -> null;
        });
    }

    private PingReply counted(UUID id, Ping ping) {
        count("valkey", ping);
        return reply(id, ping);
    }

    Uni<PingReply> ping(UUID id) {
        return mirror.ping(id)
                .invoke(ping -> count("valkey", ping))
                .onFailure().invoke(cause -> Log.debugf("Ping by Postgres: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .chain(ping -> switch (ping) {
                    case null -> pingPostgres(id, store.check(id));
                    case Ping.Leaving leaving -> pingPostgres(id, store.checkSettled(id));
                    default -> Uni.createFrom().item(ping);
                })
                .map(ping -> reply(id, ping));
    }

    /** Writes the last pings to Postgres. Fails, and changes nothing, when Valkey does. */
    Uni<Void> mirrorToPostgres() {
        return sweeps.run(SWEEP, () -> mirror.lastPings()
                .invoke(pings -> sweeps.saw(SWEEP, pings.size()))
                .chain(pings -> store.record(pings).invoke(moved -> moved(pings.size(), moved)))
                .replaceWith("done"));
    }

    private void moved(int pings, int moved) {
        sweeps.changed(SWEEP, moved);
        sweeps.skipped(SWEEP, "known", pings - moved);
    }

    private Uni<Ping> pingPostgres(UUID id, Uni<Ping> check) {
        return check
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
            case Ping.Leaving leaving -> throw new IllegalStateException("only Valkey says so, and Postgres is asked then");
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
            counters.computeIfAbsent(new Counted(source, ping.getClass()), this::counter).increment();
        }
    }

    /** Looked up once: the registry's own look-up takes longer than much else of a ping. */
    private Counter counter(Counted counted) {
        String outcome = counted.outcome().getSimpleName().toLowerCase(Locale.ROOT);
        return metrics.counter("steward.availability.pings", "source", counted.source(), "outcome", outcome);
    }

    private record Counted(String source, Class<?> outcome) {}
}
