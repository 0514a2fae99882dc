package dev.steward.availability.authsession;

import static dev.steward.availability.AvailabilityError.AUTH_SESSION_NOT_FOUND;
import static dev.steward.availability.AvailabilityError.MITRA_DEACTIVATED;

import dev.steward.availability.mitra.KnownMitras;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Sign-ins. Deactivating a mitra revokes them in its own transaction, so none of them outlives it. */
@Singleton
class AuthSessionService {
    private final KnownMitras mitras;
    private final AuthSessionStore store;
    private final Clock clock;

    AuthSessionService(KnownMitras mitras, AuthSessionStore store, Clock clock) {
        this.mitras = mitras;
        this.store = store;
        this.clock = clock;
    }

    Uni<AuthSession> register(UUID mitraId) {
        return store.register(Uuid7.next(clock), mitraId)
                .onItem().ifNull().switchTo(() -> mitras.require(mitraId).chain(() -> Uni.createFrom().failure(
                        new ProblemException(MITRA_DEACTIVATED, "Mitra " + mitraId + " is deactivated."))));
    }

    Uni<AuthSession> get(UUID sid) {
        return store.find(sid).onItem().ifNull().failWith(() -> new ProblemException(AUTH_SESSION_NOT_FOUND,
                "There is no auth session " + sid + ", or it was revoked long ago."));
    }

    Uni<AuthSessionPage> list(UUID mitraId, UUID before, int limit) {
        return store.list(mitraId, before, limit + 1).map(found -> AuthSessionPage.of(found, limit));
    }

    Uni<Void> signOut(UUID sid) {
        return store.revoke(sid);
    }
}
