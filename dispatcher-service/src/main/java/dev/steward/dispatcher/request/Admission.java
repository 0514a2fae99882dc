package dev.steward.dispatcher.request;

import dev.steward.dispatcher.delivery.WakeUp;
import dev.steward.dispatcher.request.RequestStore.KnownKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Stores what came in together, and tells the workers once that there is something to do. */
@Singleton
class Admission {
    private final RequestStore store;
    private final WakeUp wakeUp;
    private final Counter enqueued;

    Admission(RequestStore store, WakeUp wakeUp, MeterRegistry meters) {
        this.store = store;
        this.wakeUp = wakeUp;
        this.enqueued = Counter.builder("dispatcher.requests.enqueued")
                .description("Requests accepted, repetitions left out")
                .register(meters);
    }

    /** Emits one result for each, in their order. */
    Uni<List<Result>> of(Intake intake) {
        return submit(intake.storable())
                .invoke(intake::stored)
                .chain(() -> known(intake.openKeys()))
                .map(intake::results);
    }

    private Uni<Map<UUID, Instant>> submit(List<Submission> storable) {
        return storable.isEmpty() ? Uni.createFrom().item(Map.of()) : store.submit(storable).invoke(this::announce);
    }

    private Uni<Map<String, KnownKey>> known(Set<String> keys) {
        return keys.isEmpty() ? Uni.createFrom().item(Map.of()) : store.findKeys(keys);
    }

    private void announce(Map<UUID, Instant> stored) {
        if (!stored.isEmpty()) {
            enqueued.increment(stored.size());
            wakeUp.announce();
        }
    }
}
