package dev.steward.heartbeat.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.heartbeat.event.EventResults.Result;
import dev.steward.heartbeat.presence.Presence;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes batches of business events in: each event once, however often and from wherever it is sent. */
@Singleton
class EventService {
    private final EventStore store;
    private final Presence presence;
    private final EventReader reader;
    private final MeterRegistry meters;

    EventService(EventStore store, Presence presence, EventConfig config, MeterRegistry meters, Clock clock) {
        this.store = store;
        this.presence = presence;
        this.reader = new EventReader(config, clock);
        this.meters = meters;
    }

    /**
     * @param source
     *            whose ids they are: two sources may use the same ones
     */
    Uni<EventResults> add(String source, List<JsonNode> items) {
        List<Checked> checked = items.stream().map(reader::read).toList();
        Map<String, Event> distinct = new LinkedHashMap<>();
        checked.forEach(item -> keepFirst(distinct, item));
        return added(source, distinct)
                .call(added -> tellPresence(distinct, added))
                .map(added -> results(checked, new HashSet<>(added)));
    }

    private Uni<Set<String>> added(String source, Map<String, Event> events) {
        return events.isEmpty() ? Uni.createFrom().item(Set.of()) : store.add(source, List.copyOf(events.values()));
    }

    private static void keepFirst(Map<String, Event> distinct, Checked item) {
        if (item instanceof Checked.Valid(Event event)) {
            distinct.putIfAbsent(event.id(), event);
        }
    }

    private Uni<Void> tellPresence(Map<String, Event> events, Set<String> added) {
        List<Uni<Void>> seen = added.stream().map(events::get)
                .filter(event -> event.type().equals(EventType.USER_SEEN) && !event.subject().isEmpty())
                .map(event -> presence.seen(event.subject(), event.occurredAt()))
                .toList();
        return seen.isEmpty() ? Uni.createFrom().voidItem() : Uni.join().all(seen).andFailFast().replaceWithVoid();
    }

    /** Of several items with one id the first is accepted and the others are duplicates of it. */
    private EventResults results(List<Checked> checked, Set<String> unclaimed) {
        List<Result> results = checked.stream().map(item -> switch (item) {
            case Checked.Valid(Event event) -> unclaimed.remove(event.id())
                    ? Result.accepted(event.id())
                    : Result.duplicate(event.id());
            case Checked.Invalid(String id, String reason) -> Result.rejected(id, reason);
        }).toList();
        results.forEach(result -> meters.counter("heartbeat.events", "status", result.status()).increment());
        return new EventResults(results);
    }
}
