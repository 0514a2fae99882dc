package dev.steward.dispatcher.delivery;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at the queue whenever it is woken, when the next task falls due and in any case once a second, and claims as
 * much as
 * there is room for. All its state belongs to one event loop, on which the attempts run too.
 */
@ApplicationScoped
class DeliveryLoop {
    private static final Duration BREAKING_OFF = Duration.ofSeconds(1);

    private final DeliveryService deliveries;
    private final DeliveryConfig config;
    private final StopSignal stop;
    private final Vertx vertx;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile Context home;

    // All below is confined to home.
    private final Slots slots;
    private final Heads heads = new Heads(System.nanoTime());
    private boolean looking;
    private boolean lookingSoon;
    private boolean wokenMeanwhile;
    private boolean moreIsDue;
    private boolean toldFailure;
    private long timer;
    private long wakesAt;

    DeliveryLoop(DeliveryService deliveries, DeliveryConfig config, StopSignal stop, Vertx vertx) {
        this.deliveries = deliveries;
        this.config = config;
        this.stop = stop;
        this.vertx = vertx;
        this.slots = new Slots(config.inFlight(), config.queueLimit());
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            home = vertx.getOrCreateContext();
            wake();
        }
    }

    /** Something may be due. Cheap, and may be called from any thread. */
    void wake() {
        if (home != null) {
            atHome(this::look);
        }
    }

    private void look() {
        wokenMeanwhile |= looking;
        moreIsDue |= slots.areFull();
        if (looking || slots.areFull() || stop.begun()) {
            return;
        }
        looking = true;
        wokenMeanwhile = false;
        vertx.cancelTimer(timer);
        Room room = slots.room(heads.at(System.nanoTime()));
        deliveries.claim(room)
                .map(claim -> (Round) new Round.Done(claim, room.limit()))
                .onFailure().recoverWithItem(Round.Failed::new)
                .emitOn(this::atHome)
                .subscribe().with(this::rest);
    }

    private void begin(Task task) {
        slots.take(task);
        deliveries.deliver(task).emitOn(this::atHome).subscribe().with(decision -> finish(task, decision));
    }

    private void finish(Task task, Decision decision) {
        slots.release(task);
        switch (decision) {
            case Decision.Retry retry -> sleepNoLongerThan(retry.after());
            case Decision.HandBack handBack -> heads.forget();
            case Decision.Ended ended -> Log.tracef("Request %s has ended", task.id());
            case null -> Log.debugf("Request %s is left to whoever claims it when its lease has lapsed", task.id());
        }
        if (moreIsDue) {
            lookSoon();
        }
        tellWhenDrained();
    }

    /** A moment later, so that what ends at the same time is replaced by one claim. */
    private void lookSoon() {
        if (!lookingSoon) {
            lookingSoon = true;
            vertx.setTimer(1, fired -> {
                lookingSoon = false;
                look();
            });
        }
    }

    private void rest(Round round) {
        looking = false;
        switch (round) {
            case Round.Done done -> restAfter(done);
            case Round.Failed failed -> restAfter(failed);
        }
        tellWhenDrained();
    }

    private void restAfter(Round.Done round) {
        if (toldFailure) {
            toldFailure = false;
            Log.info("The queue can be read again");
        }
        Claim claim = round.claim();
        heads.learn(claim.heads());
        claim.tasks().forEach(this::begin);
        moreIsDue = claim.leftOverdue();
        if (wokenMeanwhile || moreIsDue && round.tookAllItCould()) {
            look();
        } else {
            sleep(moreIsDue ? config.recheck() : claim.untilNextDue());
        }
    }

    private void restAfter(Round.Failed round) {
        if (!toldFailure) {
            toldFailure = true;
            Log.warnf("The queue cannot be read (%s); it is tried again every %s", round.cause().getMessage(), config.poll());
        }
        sleep(config.poll());
    }

    private void sleep(Duration time) {
        boolean soon = time != null && time.compareTo(config.poll()) < 0;
        long millis = Math.max(1, soon ? time.toMillis() : config.poll().toMillis());
        wakesAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        timer = vertx.setTimer(millis, fired -> look());
    }

    private void sleepNoLongerThan(Duration time) {
        if (looking) {
            wokenMeanwhile = true;
        } else if (time.toNanos() < wakesAt - System.nanoTime() && vertx.cancelTimer(timer)) {
            sleep(time);
        }
    }

    private void atHome(Runnable action) {
        home.runOnContext(ignored -> action.run());
    }

    /** Claims nothing more, and waits for the attempts under way; what takes too long is broken off and handed back. */
    void stop(@Observes ShutdownEvent event) {
        if (home == null) {
            return;
        }
        stop.begin();
        atHome(this::tellWhenDrained);
        if (!drainedWithin(config.stopWithin())) {
            stop.breakOff();
            drainedWithin(BREAKING_OFF);
        }
    }

    private void tellWhenDrained() {
        if (stop.begun() && !looking && slots.areFree()) {
            drained.complete(null);
        }
    }

    private boolean drainedWithin(Duration time) {
        try {
            drained.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
