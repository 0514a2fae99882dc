package dev.steward.dispatcher.delivery;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.valkey.Subscriptions;
import dev.steward.kit.valkey.Valkey;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says that something is due: to this replica's loop at once, and to the others' through Valkey. Nothing depends on it
 * but the
 * time it takes, as every loop also looks by itself.
 */
@ApplicationScoped
public class WakeUp {
    private static final String CHANNEL = "dispatcher:wake";

    private final DeliveryLoop loop;
    private final Valkey valkey;
    private final Subscriptions subscriptions;
    private final String replica;
    private final AtomicInteger unpublished = new AtomicInteger();

    WakeUp(DeliveryLoop loop, Valkey valkey, Subscriptions subscriptions, Clock clock) {
        this.loop = loop;
        this.valkey = valkey;
        this.subscriptions = subscriptions;
        this.replica = Uuid7.next(clock).toString();
    }

    void start(@Observes StartupEvent event) {
        subscriptions.follow(CHANNEL, this::heard, loop::wake);
    }

    /** To be called once the transaction is committed. Does not wait, and never fails. */
    public void announce() {
        loop.wake();
        if (unpublished.getAndIncrement() == 0) {
            publish();
        }
    }

    /** One message stands for all announcements made while the one before was on its way. */
    private void publish() {
        int covered = unpublished.get();
        valkey.call("PUBLISH", CHANNEL, replica)
                .onFailure().recoverWithNull()
                .subscribe().with(receivers -> published(covered));
    }

    private void published(int covered) {
        if (unpublished.addAndGet(-covered) > 0) {
            publish();
        }
    }

    private void heard(String sender) {
        if (!replica.equals(sender)) {
            loop.wake();
        }
    }
}
