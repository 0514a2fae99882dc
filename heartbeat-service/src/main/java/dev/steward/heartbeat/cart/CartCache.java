package dev.steward.heartbeat.cart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.valkey.LuaScript;
import dev.steward.kit.valkey.Valkey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Copies of carts in Valkey: {@code <version>:<json>}, or {@code 0:} for a session that is known to have none. */
@Singleton
class CartCache {
    static final String PREFIX = "heartbeat:cart:";

    private static final LuaScript PUT = LuaScript.load(CartCache.class, "put-cart.lua");

    private final Valkey valkey;
    private final ObjectMapper json;
    private final String keptMillis;

    sealed interface Copy {
        record Known(Cart cart) implements Copy {}

        record NoCart() implements Copy {}

        record Missing() implements Copy {}
    }

    CartCache(Valkey valkey, ObjectMapper json, CartConfig config) {
        this.valkey = valkey;
        this.json = json;
        this.keptMillis = Long.toString(config.cachedFor().toMillis());
    }

    Uni<Copy> find(String sessionId) {
        return valkey.call("GET", PREFIX + sessionId)
                .map(stored -> stored == null ? new Copy.Missing() : parse(stored.toString()));
    }

    Uni<Void> put(String sessionId, VersionedCart cart) {
        return put(sessionId, cart.version(), write(cart.cart()));
    }

    Uni<Void> putNone(String sessionId) {
        return put(sessionId, 0, "");
    }

    private Uni<Void> put(String sessionId, long version, String cart) {
        return valkey.run(PUT, List.of(PREFIX + sessionId), List.of(Long.toString(version), cart, keptMillis))
                .replaceWithVoid();
    }

    private Copy parse(String stored) {
        String cart = stored.substring(stored.indexOf(':') + 1);
        try {
            return cart.isEmpty() ? new Copy.NoCart() : new Copy.Known(json.readValue(cart, Cart.class));
        } catch (JsonProcessingException foreign) {
            return new Copy.Missing();
        }
    }

    private String write(Cart cart) {
        try {
            return json.writeValueAsString(cart);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
