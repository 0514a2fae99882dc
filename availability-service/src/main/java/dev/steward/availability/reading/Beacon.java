package dev.steward.availability.reading;

import static dev.steward.availability.AvailabilityError.AVAILABILITY_UNKNOWN;

import dev.steward.availability.reading.MirrorReader.Counted;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

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
    private final AtomicReference<Round> latest = new AtomicReference<>(new Round());
    private volatile Known known;

    /** Times are the process's own, since the clocks of the stores and of this machine may differ. */
    private record Known(Availability availability, long sinceNanos) {}

    Beacon(MirrorReader mirror, TruthReader truth, ReadingConfig config) {
        this.mirror = mirror;
        this.truth = truth;
        this.config = config;
    }

    Uni<Availability> read() {
        return Uni.createFrom().deferred(() -> current().answer);
    }

    /** What is told to everybody at this moment; null where the stores have to be asked. Costs next to nothing. */
    Availability held() {
        Round round = latest.get();
        return round.isOver() ? null : round.held;
    }

    /** Looks before it changes anything: nearly all find a round that goes on. */
    private Round current() {
        Round round = latest.get();
        return round.isOver() ? latest.updateAndGet(other -> other.isOver() ? new Round() : other) : round;
    }

    /** The stores are asked once, by whoever comes first; everybody else until it is over gets the same answer. */
    private final class Round {
        private final Uni<Availability> answer = Uni.createFrom().deferred(() -> ask(this)).memoize().indefinitely();
        private volatile boolean answered;
        private volatile Availability held;
        private volatile long heldUntil;

        boolean isOver() {
            return answered && System.nanoTime() - heldUntil >= 0;
        }

        void hold(Availability availability, long until) {
            held = availability;
            heldUntil = until;
            answered = true;
        }
    }

    private Uni<Availability> ask(Round round) {
        return mirror.count()
                .onFailure().invoke(cause -> Log.debugf("Count by Postgres: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .onItem().ifNull().switchTo(this::askPostgres)
                .invoke(counted -> hold(round, counted))
                .map(Counted::availability)
                .onFailure().recoverWithUni(cause -> lastKnown(round, cause));
    }

    private Uni<Counted> askPostgres() {
        return truth.count()
                .ifNoItem().after(config.countWithin()).fail()
                .map(availability -> new Counted(availability, config.heldFor()));
    }

    private void hold(Round round, Counted counted) {
        long now = System.nanoTime();
        known = new Known(counted.availability(), now);
        round.hold(counted.availability(), now + Math.min(config.heldFor().toNanos(), counted.left().toNanos()));
    }

    private Uni<Availability> lastKnown(Round round, Throwable cause) {
        long now = System.nanoTime();
        long until = now + config.heldFor().toNanos();
        Known last = known;
        if (last == null || now - last.sinceNanos() > config.staleFor().toNanos()) {
            round.hold(null, until);
            return Uni.createFrom().failure(new ProblemException(AVAILABILITY_UNKNOWN,
                    "Neither Valkey nor the database answers; try again later.", cause).retryAfter(RETRY_AFTER));
        }
        Availability stale = last.availability().stale();
        round.hold(stale, until);
        return Uni.createFrom().item(stale);
    }
}
