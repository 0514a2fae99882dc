package dev.steward.availability.stream;

import dev.steward.kit.valkey.Subscriptions;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What any replica brings into the mirror, as Valkey tells it; by one subscription, however many read. */
@Singleton
class ChangeFeed {
    /** Where apply.lua publishes. */
    private static final String CHANNEL = "mitras:changes";
    private static final int BEHIND_AT_MOST = 1_000;

    private final BroadcastProcessor<StreamEvent> changes = BroadcastProcessor.create();
    private volatile boolean closed;

    void start(@Observes StartupEvent event, Subscriptions subscriptions) {
        subscriptions.follow(CHANNEL, change -> changes.onNext(new StreamEvent("mitra", change)),
                () -> changes.onNext(StreamEvent.RESET));
    }

    /** Readers would keep a stopping service waiting: they come back, and find another replica. */
    void close(@Observes ShutdownDelayInitiatedEvent event) {
        closed = true;
        changes.onComplete();
    }

    boolean isClosed() {
        return closed;
    }

    /** From now on. A reader who falls behind by a thousand is cut off, and reads the list again. */
    Multi<StreamEvent> changes() {
        return changes.onOverflow().buffer(BEHIND_AT_MOST);
    }
}
