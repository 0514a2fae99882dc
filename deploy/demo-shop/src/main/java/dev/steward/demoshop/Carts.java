package dev.steward.demoshop;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The carts of the latest few sessions. */
@Singleton
class Carts {
    private final Heartbeats heartbeats;
    private final Map<String, Cart> bySession;

    Carts(Heartbeats heartbeats, ShopConfig config) {
        this.heartbeats = heartbeats;
        this.bySession = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Cart> eldest) {
                return size() > config.remembered();
            }
        };
    }

    synchronized Cart add(String sessionId, Product product) {
        Cart cart = bySession.getOrDefault(sessionId, Cart.EMPTY).plus(product);
        bySession.put(sessionId, cart);
        heartbeats.cart(sessionId, cart);
        return cart;
    }

    synchronized void empty(String sessionId) {
        if (bySession.remove(sessionId) != null) {
            heartbeats.cart(sessionId, Cart.EMPTY);
        }
    }
}
