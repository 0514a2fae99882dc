package dev.steward.availability.reading;

import static dev.steward.availability.AvailabilityError.AVAILABILITY_UNKNOWN;

import dev.steward.availability.reading.MirrorReader.Counted;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How many are available, for everybody who asks. However many ask at once, one asks the stores: in this process by
 * sharing the answer, in the cluster by the snapshot in Valkey. With neither store it tells what it knew, never 0.
 */
@Singleton
class Beacon {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final MirrorReader mirror;
    private final TruthReader truth;
    private final ReadingConfig config;
    private final Uni<Availability> shared;
    private volatile Known known;
    private volatile long heldUntil;

    /** Times are the process's own, since the clocks of the stores and of this machine may differ. */
    private record Known(Availability availability, long sinceNanos) {}

    Beacon(MirrorReader mirror, TruthReader truth, ReadingConfig config) {
        this.mirror = mirror;
        this.truth = truth;
        this.config = config;
        this.shared = Uni.createFrom().deferred(this::ask).memoize().until(() -> System.nanoTime() - heldUntil >= 0);
    }

    Uni<Availability> read() {
        return shared;
    }

    private Uni<Availability> ask() {
        return mirror.count()
                .onFailure().invoke(cause -> Log.debugf("Count by Postgres: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .onItem().ifNull().switchTo(this::askPostgres)
                .invoke(this::hold)
                .map(Counted::availability)
                .onFailure().recoverWithUni(this::lastKnown);
    }

    private Uni<Counted> askPostgres() {
        return truth.count()
                .ifNoItem().after(config.countWithin()).fail()
                .map(availability -> new Counted(availability, config.heldFor()));
    }

    private void hold(Counted counted) {
        long now = System.nanoTime();
        known = new Known(counted.availability(), now);
        heldUntil = now + Math.min(config.heldFor().toNanos(), counted.left().toNanos());
    }

    private Uni<Availability> lastKnown(Throwable cause) {
        long now = System.nanoTime();
        heldUntil = now + config.heldFor().toNanos();
        Known last = known;
        if (last == null || now - last.sinceNanos() > config.staleFor().toNanos()) {
            return Uni.createFrom().failure(new ProblemException(AVAILABILITY_UNKNOWN,
                    "Neither Valkey nor the database answers; try again later.", cause).retryAfter(RETRY_AFTER));
        }
        return Uni.createFrom().item(last.availability().stale());
    }
}
