package dev.steward.maintenance.event;

import dev.steward.maintenance.event.EventPage.Position;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Reads the audit trail. */
@Singleton
class EventService {
    private final EventStore store;

    EventService(EventStore store) {
        this.store = store;
    }

    /**
     * @param window
     *            null: of all windows
     */
    Uni<EventPage> list(String cursor, UUID window, int limit) {
        return store.list(Position.read(cursor), window, limit + 1).map(found -> EventPage.of(found, limit));
    }
}
