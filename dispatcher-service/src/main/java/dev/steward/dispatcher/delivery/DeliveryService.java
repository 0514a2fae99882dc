package dev.steward.dispatcher.delivery;

import dev.steward.kit.problem.ProblemException;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** The life of an attempt: claim, send, decide, record. */
@ApplicationScoped
class DeliveryService {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final DeliveryStore store;
    private final HttpSender sender;
    private final DeliveryMetrics metrics;

    DeliveryService(DeliveryStore store, HttpSender sender, DeliveryMetrics metrics) {
        this.store = store;
        this.sender = sender;
        this.metrics = metrics;
    }

    Uni<List<Task>> claim(Room room) {
        return store.claim(room);
    }

    Uni<Duration> untilNextDue() {
        return store.untilNextDue();
    }

    /** Emits how long it is until the task's next attempt; null where there is none. Never fails. */
    Uni<Duration> deliver(Task task) {
        return sender.send(task)
                .chain(attempt -> settle(task, attempt))
                .onFailure()
                .invoke(e -> Log.errorf(e, "Request %s: the outcome is not recorded, the lease will lapse", task.id()))
                .onFailure().recoverWithNull();
    }

    private Uni<Duration> settle(Task task, Attempt attempt) {
        Decision decision = Decision.decide(task, attempt.outcome(), task.lease().timeAt(System.nanoTime()));
        return store.record(task, attempt, decision)
                .onFailure(ProblemException.class).retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .expireIn(task.lease().leftAt(System.nanoTime(), task.httpTimeout()).toMillis())
                .invoke(recorded -> note(task, attempt, decision, recorded))
                .map(recorded -> decision instanceof Decision.Retry retry ? retry.after() : null);
    }

    private void note(Task task, Attempt attempt, Decision decision, boolean recorded) {
        if (recorded) {
            metrics.count(task, attempt, decision);
            Log.debugf("Request %s, attempt %d: %s, %s", task.id(), task.number(), attempt.outcome(), decision);
        } else {
            metrics.countLate();
            Log.infof("Request %s: the lease was lost, the outcome of attempt %d changes nothing", task.id(), task.number());
        }
    }
}
