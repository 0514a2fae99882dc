package dev.steward.heartbeat.cart;

import dev.steward.kit.valkey.ValkeyUnavailableException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Carts by session: PostgreSQL holds them, Valkey a copy, so that a heartbeat costs the database nothing. */
@Singleton
public class Carts {
    private final CartStore store;
    private final CartCache cache;
    private final CartRepairs repairs;
    private final CartConfig config;

    Carts(CartStore store, CartCache cache, CartRepairs repairs, CartConfig config) {
        this.store = store;
        this.cache = cache;
        this.repairs = repairs;
        this.config = config;
    }

    /** Emits null when there is none, and when nobody is there to ask: a heartbeat is worth more than its cart. */
    public Uni<Cart> find(String sessionId) {
        return cache.find(sessionId)
                .onFailure(ValkeyUnavailableException.class).recoverWithItem(new CartCache.Copy.Missing())
                .chain(copy -> switch (copy) {
                    case CartCache.Copy.Known(Cart cart) -> Uni.createFrom().item(cart);
                    case CartCache.Copy.NoCart() -> Uni.createFrom().nullItem();
                    case CartCache.Copy.Missing() -> findStored(sessionId);
                });
    }

    private Uni<Cart> findStored(String sessionId) {
        return store.find(sessionId)
                .ifNoItem().after(config.deadline()).fail()
                .call(stored -> remembered(sessionId, stored))
                .onFailure().invoke(cause -> Log.debugf("No cart to be had: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .map(stored -> stored == null ? null : stored.cart());
    }

    /** Emits what is stored afterwards, which is another cart when a later update was there first. */
    Uni<Cart> put(String sessionId, CartUpdate update) {
        return store.put(sessionId, update)
                .onItem().ifNull().switchTo(() -> store.find(sessionId))
                .call(stored -> shown(sessionId, stored))
                .map(VersionedCart::cart);
    }

    private Uni<Void> remembered(String sessionId, VersionedCart stored) {
        return (stored == null ? cache.putNone(sessionId) : cache.put(sessionId, stored))
                .onFailure(ValkeyUnavailableException.class).recoverWithNull();
    }

    /**
     * Unlike a copy of what was found, the copy of a change must get there: another replica may have the cart before it.
     */
    private Uni<Void> shown(String sessionId, VersionedCart changed) {
        return cache.put(sessionId, changed)
                .onFailure(ValkeyUnavailableException.class).invoke(() -> repairs.remember(sessionId, changed))
                .onFailure(ValkeyUnavailableException.class).recoverWithNull();
    }
}
