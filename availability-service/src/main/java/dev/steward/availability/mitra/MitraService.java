package dev.steward.availability.mitra;

import static dev.steward.availability.AvailabilityError.MITRA_DEACTIVATED;
import static dev.steward.availability.AvailabilityError.MITRA_EXISTS;
import static dev.steward.availability.AvailabilityError.MITRA_NOT_FOUND;

import dev.steward.availability.mirror.Outbox;
import dev.steward.availability.mitra.MitraChanges.Changed;
import dev.steward.kit.group.GroupCommit;
import dev.steward.kit.group.GroupLimits;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Changes mitras: Postgres first, and only what is committed goes into the mirror. */
@Singleton
class MitraService {
    /** So that one whose mitra somebody has locked does not hold up all. */
    private static final int AT_ONCE = 4;

    private final MitraStore store;
    private final Outbox outbox;
    private final Clock clock;
    private final GroupCommit<Wanted, Changed> group;

    MitraService(MitraStore store, Outbox outbox, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
        this.group = new GroupCommit<>(GroupLimits.of("change-mitra", AT_ONCE, wanted -> 1, metrics), this::changeAll);
    }

    Uni<Mitra> get(UUID id) {
        return store.find(id).onItem().ifNull().failWith(() -> unknown(id));
    }

    Uni<MitraPage> list(MitraFilter filter, UUID before, int limit) {
        return store.list(filter, before, limit + 1).map(found -> MitraPage.of(found, limit));
    }

    Uni<Mitra> create(NewMitra mitra) {
        UUID id = mitra.id() == null ? Uuid7.next(clock) : mitra.id();
        return store.create(id, mitra.displayName(), mitra.maxConcurrent())
                .onItem().ifNull().failWith(() -> new ProblemException(MITRA_EXISTS, "There is a mitra " + id + " already."))
                .call(created -> outbox.publish(List.of(created.mirrored())));
    }

    Uni<Mitra> change(UUID id, MitraChange change) {
        return done(Wanted.of(id, change));
    }

    Uni<Mitra> setOnline(UUID id) {
        return done(Wanted.online(id));
    }

    Uni<Mitra> setOffline(UUID id, EndedBy by) {
        return done(Wanted.offline(id, by));
    }

    private Uni<Mitra> done(Wanted wanted) {
        return group.join(wanted)
                .onItem().ifNull().failWith(() -> unknown(wanted.id()))
                .invoke(changed -> requireDone(changed, wanted.id()))
                .map(Changed::mitra);
    }

    private Uni<List<Changed>> changeAll(List<Wanted> wanted) {
        return store.change(wanted)
                .call(changed -> outbox.publish(changed.stream()
                        .filter(one -> one != null && one.isDone())
                        .map(one -> one.mitra().mirrored()).toList()));
    }

    private static void requireDone(Changed changed, UUID id) {
        if (!changed.isDone()) {
            throw new ProblemException(MITRA_DEACTIVATED, "Mitra " + id + " is deactivated.");
        }
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(MITRA_NOT_FOUND, "There is no mitra " + id + ".");
    }
}
