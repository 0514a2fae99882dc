package dev.steward.availability.mirror;

import dev.steward.availability.Sweeps;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.postgres.Sql;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Fills the mirror from Postgres. One that is believed is corrected in place, batch by batch, under the guard of the
 * versions; any other is not believed until it is complete. So no reader ever sees half a mirror, pings and changes
 * meanwhile are kept, and a seed that dies midway has done no harm.
 */
@Singleton
class MirrorSeed {
    private static final String SWEEP = "reseed";
    private static final UUID FIRST = new UUID(0, 0);

    enum Outcome {
        /** Another replica is at it. */
        BUSY,
        /** Another seed ended a moment ago. */
        RECENT,
        CORRECTED,
        FILLED,
        /** The mirror knows what Postgres does not: mitras, or later versions. It came from another history. */
        STRANGE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Postgres postgres;
    private final SeedStore store;
    private final MirrorWriter mirror;
    private final Doubt doubt;
    private final MirrorConfig config;
    private final Sweeps sweeps;

    MirrorSeed(Postgres postgres, SeedStore store, MirrorWriter mirror, Doubt doubt, MirrorConfig config, Sweeps sweeps) {
        this.postgres = postgres;
        this.store = store;
        this.mirror = mirror;
        this.doubt = doubt;
        this.config = config;
        this.sweeps = sweeps;
    }

    /**
     * @param enough
     *            a seed that ended so recently makes this one superfluous, unless the mirror is missing
     */
    Uni<Outcome> run(Duration enough) {
        return pass(false, enough)
                .chain(outcome -> outcome == Outcome.STRANGE ? afresh() : Uni.createFrom().item(outcome));
    }

    /** Removes the mirror first, whatever it holds. */
    Uni<Outcome> afresh() {
        return pass(true, Duration.ZERO);
    }

    private Uni<Outcome> pass(boolean afresh, Duration enough) {
        return Uni.createFrom().deferred(() -> {
            Doubt.Sign sign = doubt.lastSign();
            boolean recentSettles = enough.compareTo(doubt.age()) <= 0;
            return sweeps.measure(SWEEP, Outcome::wireName, () -> postgres.inTransaction(config.seedWithin(),
                    sql -> store.tryLock(sql)
                            .chain(locked -> locked ? seed(sql, afresh, enough) : Uni.createFrom().item(Outcome.BUSY))))
                    .invoke(MirrorSeed::tell)
                    .invoke(outcome -> settle(sign, outcome, recentSettles));
        });
    }

    private void settle(Doubt.Sign sign, Outcome outcome, boolean recentSettles) {
        boolean settled = switch (outcome) {
            case CORRECTED, FILLED -> true;
            case RECENT -> recentSettles;
            case BUSY, STRANGE -> false;
        };
        if (settled) {
            doubt.settle(sign);
        }
    }

    private Uni<Outcome> seed(Sql sql, boolean afresh, Duration enough) {
        String token = UUID.randomUUID().toString();
        return mirror.begin(token, afresh, enough).chain(begun -> switch (begun) {
            case RECENT -> Uni.createFrom().item(Outcome.RECENT);
            case LIVE -> copy(sql, token).chain(familiar -> finish(sql, token, "", familiar, Outcome.CORRECTED));
            case EMPTY -> copy(sql, token)
                    .chain(familiar -> store.nextEpoch(sql)
                            .chain(epoch -> finish(sql, token, epoch.toString(), familiar, Outcome.FILLED)));
        });
    }

    /** Emits false when the mirror stays ahead of what Postgres says, even when asked again. */
    private Uni<Boolean> copy(Sql sql, String token) {
        return Multi.createBy().repeating().uni(() -> new Progress(FIRST, true, new ArrayList<>()),
                progress -> copyBatch(sql, token, progress))
                .whilst(Progress::more)
                .collect().last()
                .invoke(this::record)
                .chain(progress -> recheck(sql, token, progress.ahead));
    }

    private Uni<Progress> copyBatch(Sql sql, String token, Progress progress) {
        return store.page(sql, progress.after, config.batch())
                .call(page -> mirror.apply(token, page).invoke(progress::note))
                .map(page -> progress.advance(page, config.batch()));
    }

    /** Whatever the mirror holds was committed before, so a reading that begins now must know it. */
    private Uni<Boolean> recheck(Sql sql, String token, List<UUID> ahead) {
        if (ahead.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return store.these(sql, ahead)
                .chain(mitras -> mirror.apply(token, mitras))
                .map(applied -> applied.ahead().isEmpty());
    }

    private Uni<Outcome> finish(Sql sql, String token, String epoch, boolean familiar, Outcome outcome) {
        return mirror.finish(token, epoch)
                .chain(mirrored -> store.count(sql)
                        .map(mitras -> familiar && mirrored <= mitras ? outcome : Outcome.STRANGE));
    }

    private static void tell(Outcome outcome) {
        switch (outcome) {
            case FILLED -> Log.info("The mirror is filled");
            case STRANGE -> Log.warn("The mirror holds what Postgres does not know; it is made anew");
            case BUSY, RECENT, CORRECTED -> Log.debugf("Seed: %s", outcome);
        }
    }

    private void record(Progress progress) {
        sweeps.saw(SWEEP, progress.seen);
        sweeps.changed(SWEEP, progress.wrong);
        if (progress.wrong > 0) {
            Log.warnf("The mirror was wrong about %d mitras, and has been corrected", progress.wrong);
        }
    }

    /** How far a seed has come. */
    private static final class Progress {
        private UUID after;
        private boolean more;
        private final List<UUID> ahead;
        private int seen;
        private int wrong;

        Progress(UUID after, boolean more, List<UUID> ahead) {
            this.after = after;
            this.more = more;
            this.ahead = ahead;
        }

        boolean more() {
            return more;
        }

        void note(MirrorWriter.Applied applied) {
            ahead.addAll(applied.ahead());
            wrong += applied.wrong();
        }

        Progress advance(List<MirroredMitra> page, int full) {
            more = page.size() == full;
            seen += page.size();
            after = page.isEmpty() ? after : page.getLast().id();
            return this;
        }
    }
}
