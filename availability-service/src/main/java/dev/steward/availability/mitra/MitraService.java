package dev.steward.availability.mitra;

import static dev.steward.availability.AvailabilityError.MITRA_DEACTIVATED;
import static dev.steward.availability.AvailabilityError.MITRA_EXISTS;
import static dev.steward.availability.AvailabilityError.MITRA_NOT_FOUND;

import dev.steward.availability.AvailabilityError;
import dev.steward.availability.mirror.MirroredMitra;
import dev.steward.availability.mirror.Outbox;
import dev.steward.availability.mitra.MitraStore.Changed;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Changes mitras: Postgres first, and only what is committed goes into the mirror. */
@Singleton
class MitraService {
    private final MitraStore store;
    private final Outbox outbox;
    private final Clock clock;

    MitraService(MitraStore store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Mitra> get(UUID id) {
        return known(store.find(id), id);
    }

    Uni<Mitra> create(NewMitra mitra) {
        UUID id = mitra.id() == null ? Uuid7.next(clock) : mitra.id();
        return mirrored(store.create(id, mitra.displayName(), mitra.maxConcurrent()), MITRA_EXISTS);
    }

    Uni<Mitra> change(UUID id, MitraChange change) {
        return mirrored(known(store.change(id, change.active(), change.maxConcurrent()), id), MITRA_NOT_FOUND);
    }

    Uni<Mitra> setOnline(UUID id) {
        return mirrored(known(store.setOnline(id), id), MITRA_DEACTIVATED);
    }

    Uni<Mitra> setOffline(UUID id) {
        return mirrored(known(store.setOffline(id), id), MITRA_DEACTIVATED);
    }

    private Uni<Mitra> mirrored(Uni<Changed> change, AvailabilityError otherwise) {
        return change
                .invoke(changed -> requireDone(changed, otherwise))
                .map(Changed::mitra)
                .call(mitra -> outbox.publish(mirroredOf(mitra)));
    }

    private static void requireDone(Changed changed, AvailabilityError otherwise) {
        if (!changed.done()) {
            throw new ProblemException(otherwise, otherwise.title() + ": " + changed.mitra().id() + ".");
        }
    }

    private static <T> Uni<T> known(Uni<T> found, UUID id) {
        return found.onItem().ifNull().failWith(() -> new ProblemException(MITRA_NOT_FOUND, "There is no mitra " + id + "."));
    }

    private static MirroredMitra mirroredOf(Mitra mitra) {
        return new MirroredMitra(mitra.id(), mitra.version(), mitra.active(), mitra.online(), mitra.sessions(),
                mitra.maxConcurrent(), mitra.lastHeartbeatAt());
    }
}
