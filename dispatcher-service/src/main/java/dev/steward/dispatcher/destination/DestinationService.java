package dev.steward.dispatcher.destination;

import static dev.steward.dispatcher.DispatcherError.DESTINATION_NOT_FOUND;

import dev.steward.dispatcher.LikePattern;
import dev.steward.dispatcher.delivery.DeliveryConfig;
import dev.steward.dispatcher.delivery.WakeUp;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Whoever is sent to, and how much of it at once. */
@ApplicationScoped
class DestinationService {
    private final DestinationStore store;
    private final DeliveryConfig config;
    private final WakeUp wakeUp;

    DestinationService(DestinationStore store, DeliveryConfig config, WakeUp wakeUp) {
        this.store = store;
        this.config = config;
        this.wakeUp = wakeUp;
    }

    Uni<DestinationPage> list(UUID before, int limit, String q) {
        return store.page(before, limit + 1, LikePattern.containing(q), config.destinationConcurrency())
                .map(found -> DestinationPage.of(found, limit));
    }

    Uni<DestinationView> change(UUID id, DestinationChange change, String actor) {
        return store.change(id, change)
                .onItem().ifNull().failWith(() -> unknown(id))
                .invoke(changed -> Log.infof("%s changed destination %s: %s, before %s", actor, changed.origin(),
                        changed.after(), changed.before()))
                .invoke(wakeUp::announce)
                .chain(() -> store.find(id, config.destinationConcurrency()));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(DESTINATION_NOT_FOUND, "There is no destination " + id + ".");
    }
}
