package dev.steward.heartbeat.storefront;

import dev.steward.heartbeat.PayloadSchema;
import dev.steward.heartbeat.cart.Cart;
import dev.steward.heartbeat.cart.Carts;
import dev.steward.heartbeat.presence.Presence;
import dev.steward.heartbeat.presence.Visitor;
import dev.steward.heartbeat.storefront.StorefrontHeartbeat.Maintenance;
import dev.steward.heartbeat.storefront.StorefrontHeartbeat.Session;
import dev.steward.kit.maintenance.MaintenanceFollower;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Answers a page: marks it online, and tells it about its cart and about maintenance. Needs no store to answer. */
@Singleton
class StorefrontHeartbeatService {
    private final Presence presence;
    private final Carts carts;
    private final MaintenanceFollower maintenance;
    private final StorefrontConfig config;
    private final Clock clock;

    StorefrontHeartbeatService(Presence presence, Carts carts, MaintenanceFollower maintenance, StorefrontConfig config,
            Clock clock) {
        this.presence = presence;
        this.carts = carts;
        this.maintenance = maintenance;
        this.config = config;
        this.clock = clock;
    }

    Uni<StorefrontHeartbeat> beat(Visitor visitor) {
        return Uni.combine().all().unis(carts.find(visitor.sessionId()), presence.beat(visitor))
                .with((cart, marked) -> answer(new Session(visitor.sessionId(), visitor.customerId() != null,
                        visitor.customerId()), cart));
    }

    /**
     * @param sessionId
     *            null: the client has none
     * @param customerId
     *            null: nobody is signed in
     */
    Uni<StorefrontHeartbeat> legacyBeat(String sessionId, String customerId) {
        if (sessionId != null) {
            return beat(new Visitor(sessionId, customerId));
        }
        return customerId == null
                ? Uni.createFrom().item(() -> answer(new Session(null, false, null), null))
                : beat(Visitor.user(customerId));
    }

    private StorefrontHeartbeat answer(Session session, Cart cart) {
        return new StorefrontHeartbeat(PayloadSchema.STOREFRONT_HEARTBEAT.wireName(), clock.instant(),
                config.interval().toSeconds(), session, cart, Maintenance.of(maintenance.state(config.channel())));
    }
}
