package dev.steward.heartbeat.cart;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies that Valkey did not take, to be offered again until it does. Lost with the process or beyond the bound; then
 * the
 * copy's short life is what limits how long an old cart is shown.
 */
@Singleton
class CartRepairs {
    private static final int CAPACITY = 10_000;
    private static final int AT_ONCE = 8;

    private final CartCache cache;
    private final Map<String, VersionedCart> missed = new ConcurrentHashMap<>();

    CartRepairs(CartCache cache) {
        this.cache = cache;
    }

    void remember(String sessionId, VersionedCart cart) {
        if (missed.size() < CAPACITY) {
            missed.merge(sessionId, cart, (one, other) -> one.version() > other.version() ? one : other);
        }
    }

    /** Fails with the first copy that Valkey does not take either; the others stay for the next time. */
    Uni<Void> repair() {
        return Multi.createFrom().iterable(missed.entrySet())
                .onItem().transformToUni(this::offerAgain).merge(AT_ONCE)
                .collect().last()
                .replaceWithVoid();
    }

    private Uni<Void> offerAgain(Map.Entry<String, VersionedCart> copy) {
        return cache.put(copy.getKey(), copy.getValue())
                .invoke(() -> missed.remove(copy.getKey(), copy.getValue()));
    }
}
