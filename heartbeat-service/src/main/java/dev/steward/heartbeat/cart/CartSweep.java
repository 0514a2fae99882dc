package dev.steward.heartbeat.cart;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

@Singleton
class CartSweep {
    private final CartStore store;
    private final CartRepairs repairs;
    private final CartConfig config;

    CartSweep(CartStore store, CartRepairs repairs, CartConfig config) {
        this.store = store;
        this.repairs = repairs;
        this.config = config;
    }

    @Scheduled(every = "{steward.heartbeat.cart.repair-every}", concurrentExecution = SKIP)
    Uni<Void> repair() {
        return repairs.repair()
                .onFailure().invoke(cause -> Log.debugf("Carts are copied later: %s", cause.getMessage()))
                .onFailure().recoverWithNull();
    }

    @Scheduled(every = "{steward.heartbeat.cart.prune-every}", concurrentExecution = SKIP)
    Uni<Void> prune() {
        return store.prune(config.keptFor())
                .onFailure().invoke(cause -> Log.debugf("Old carts are deleted later: %s", cause.getMessage()))
                .onFailure().recoverWithNull()
                .replaceWithVoid();
    }
}
