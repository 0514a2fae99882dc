package dev.steward.availability.mirror;

import dev.steward.availability.Recurring;
import dev.steward.kit.valkey.Valkey;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * When the mirror is filled and repaired: at start-up, when Valkey is back, when it is missing, and every now and then.
 */
@Singleton
class MirrorSweep {
    /** Of replicas that start together one seeds. */
    private static final Duration ONE_START = Duration.ofSeconds(5);

    private final MirrorSeed seed;
    private final MirrorWriter mirror;
    private final Doubt doubt;
    private final Outbox outbox;
    private final MirrorConfig config;

    MirrorSweep(MirrorSeed seed, MirrorWriter mirror, Doubt doubt, Outbox outbox, MirrorConfig config) {
        this.seed = seed;
        this.mirror = mirror;
        this.doubt = doubt;
        this.outbox = outbox;
        this.config = config;
    }

    void start(@Observes StartupEvent event, Recurring recurring, Valkey valkey) {
        valkey.onConnection(() -> connected(recurring));
        fillBeforeTraffic();
        recurring.every(config.repairEvery(), "refill of a missing mirror", this::refill);
        recurring.every(config.repairEvery(), "repair of the mirror", outbox::repair);
        recurring.every(config.repairEvery(), "repair of abandoned departures", outbox::repairAbandoned);
        recurring.every(config.reseedEvery(), "periodic seed", this::reseed);
    }

    /** The listener opens when this returns: the one place where waiting is the purpose. */
    private void fillBeforeTraffic() {
        try {
            seed.run(ONE_START)
                    .onItem().transformToUni(MirrorSweep::failWhileBusy)
                    .onFailure().retry().withBackOff(Duration.ofMillis(100), Duration.ofMillis(500))
                    .expireIn(config.startWithin().toMillis())
                    .await().atMost(config.startWithin());
        } catch (RuntimeException e) {
            Log.warnf("Starts without the mirror, Postgres answers in its place: %s", e.getMessage());
        }
    }

    private static Uni<MirrorSeed.Outcome> failWhileBusy(MirrorSeed.Outcome outcome) {
        return outcome == MirrorSeed.Outcome.BUSY
                ? Uni.createFrom().failure(new IllegalStateException("another replica is filling it"))
                : Uni.createFrom().item(outcome);
    }

    /** It may be another Valkey than before, though nobody missed one. */
    private void connected(Recurring recurring) {
        doubt.raise();
        recurring.now("seed after a reconnection", this::refill);
    }

    /** Half the interval: of all replicas, whose intervals are shifted, about one does it. */
    private Uni<Void> reseed() {
        return seed.run(config.reseedEvery().dividedBy(2)).replaceWithVoid();
    }

    /** Until it is done: where the mirror is missing, and where it may have fallen behind. */
    private Uni<Void> refill() {
        return mirror.epoch()
                .map(epoch -> epoch != null && !doubt.isRaised())
                .chain(sound -> sound ? Uni.createFrom().voidItem() : seed.run(doubt.age()).replaceWithVoid());
    }
}
