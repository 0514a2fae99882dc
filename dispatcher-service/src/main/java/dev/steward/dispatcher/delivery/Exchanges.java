package dev.steward.dispatcher.delivery;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets an exchange run until its time is over or the service cannot wait. Mutiny's {@code combine().any()} does the
 * same by
 * way of futures whose cancelling costs more than all the rest of an attempt; and a timer of the event loop is gone
 * once it
 * is cancelled, where the scheduler would keep the task until it is due.
 */
final class Exchanges {
    private final Vertx vertx;
    private final StopSignal stop;

    Exchanges(Vertx vertx, StopSignal stop) {
        this.vertx = vertx;
        this.stop = stop;
    }

    Uni<Outcome> within(Duration timeout, Uni<Outcome> exchange) {
        return Uni.createFrom().emitter(emitter -> {
            var running = new AtomicReference<Cancellable>(() -> {
            });
            Runnable atBreakingOff = () -> emitter.complete(new Outcome.Unsent());
            long timer = vertx.setTimer(timeout.toMillis(), late -> emitter.complete(
                    new Outcome.Unanswered("no answer within %d s".formatted(timeout.toSeconds()))));
            emitter.onTermination(() -> {
                vertx.cancelTimer(timer);
                stop.forget(atBreakingOff);
                running.get().cancel();
            });
            stop.whenBreakingOff(atBreakingOff);
            running.set(exchange.subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
