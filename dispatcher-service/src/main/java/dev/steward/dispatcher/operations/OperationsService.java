package dev.steward.dispatcher.operations;

import static dev.steward.dispatcher.DispatcherError.REQUEST_EXPIRED;
import static dev.steward.dispatcher.DispatcherError.REQUEST_NOT_FOUND;
import static dev.steward.dispatcher.DispatcherError.REQUEST_SETTLED;

import dev.steward.dispatcher.RequestState;
import dev.steward.dispatcher.delivery.WakeUp;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What operators do with requests. */
@ApplicationScoped
class OperationsService {
    private final OperationsStore store;
    private final WakeUp wakeUp;

    OperationsService(OperationsStore store, WakeUp wakeUp) {
        this.store = store;
        this.wakeUp = wakeUp;
    }

    Uni<RequestPage> list(Filter filter, UUID olderThan, int limit) {
        return store.list(filter, olderThan, limit + 1).map(found -> RequestPage.of(found, limit));
    }

    Uni<RequestView> get(UUID id) {
        return find(id).chain(view -> store.attempts(id).map(view::with));
    }

    /** Puts an ended request back, or makes a waiting one due now; doing it twice is fine. */
    Uni<RequestView> retry(UUID id, String actor) {
        return store.revive(id)
                .chain(revived -> revived ? Uni.createFrom().item(true) : store.hurry(id))
                .invoke(due -> audit(due, "%s sends request %s again, or now", actor, id))
                .chain(due -> due ? announced(id) : find(id).invoke(OperationsService::requirePending));
    }

    /** Makes a waiting request due now; an ended one stays as it is. */
    Uni<RequestView> attempt(UUID id, String actor) {
        return store.hurry(id)
                .invoke(due -> audit(due, "%s sends request %s now", actor, id))
                .chain(due -> due ? announced(id) : find(id).invoke(OperationsService::requireUnended));
    }

    /** An attempt under way is not called back, but nothing follows it. Doing it twice is fine. */
    Uni<RequestView> cancel(UUID id, String actor) {
        return store.cancel(id, "Cancelled by " + actor + ".")
                .invoke(cancelled -> audit(cancelled, "%s cancelled request %s", actor, id))
                .chain(() -> find(id))
                .invoke(OperationsService::requireCancelled);
    }

    private Uni<RequestView> find(UUID id) {
        return store.find(id)
                .onItem().ifNull().failWith(() -> new ProblemException(REQUEST_NOT_FOUND, "There is no request " + id + "."));
    }

    private Uni<RequestView> announced(UUID id) {
        wakeUp.announce();
        return find(id);
    }

    private static void audit(boolean changed, String sentence, String actor, UUID id) {
        if (changed) {
            Log.infof(sentence, actor, id);
        }
    }

    private static void requirePending(RequestView view) {
        switch (view.state()) {
            case PENDING -> Log.debugf("Request %s is under way", view.id());
            case DELIVERED -> throw new ProblemException(REQUEST_SETTLED, "The request was delivered already.");
            case STOPPED, EXPIRED, FAILED, CANCELLED ->
                throw new ProblemException(REQUEST_EXPIRED, "The request expired at " + view.expireAt() + ".");
        }
    }

    private static void requireUnended(RequestView view) {
        if (view.state() != RequestState.PENDING) {
            throw new ProblemException(REQUEST_SETTLED, "The request has ended already: " + view.state() + ".");
        }
    }

    private static void requireCancelled(RequestView view) {
        if (view.state() != RequestState.CANCELLED) {
            throw new ProblemException(REQUEST_SETTLED, "The request has ended already: " + view.state() + ".");
        }
    }
}
