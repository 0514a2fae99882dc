package dev.steward.availability.mirror;

import jakarta.inject.Singleton;
import java.time.Duration;

/** The mirror of the emptied database that each test begins with. */
@Singleton
public class FreshMirror {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MirrorSeed seed;
    private final Outbox outbox;

    FreshMirror(MirrorSeed seed, Outbox outbox) {
        this.seed = seed;
        this.outbox = outbox;
    }

    public void make() {
        seed.afresh().await().atMost(SOON);
    }

    /** What the periodic sweep does. */
    public void correct() {
        seed.run(Duration.ZERO).await().atMost(SOON);
    }

    /** What the sweep of the outbox does. */
    public void repair() {
        outbox.repair().await().atMost(SOON);
    }

    /** What the sweep of departures does. */
    public void repairAbandoned() {
        outbox.repairAbandoned().await().atMost(SOON);
    }
}
