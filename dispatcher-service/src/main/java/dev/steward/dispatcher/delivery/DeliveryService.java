package dev.steward.dispatcher.delivery;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** The life of an attempt: claim, send, decide, record. */
@ApplicationScoped
class DeliveryService {
    private final ClaimStore store;
    private final HttpSender sender;
    private final Recorder recorder;
    private final DeliveryMetrics metrics;
    private final Pauses pauses;

    DeliveryService(ClaimStore store, HttpSender sender, Recorder recorder, DeliveryMetrics metrics, DeliveryConfig config) {
        this.store = store;
        this.sender = sender;
        this.recorder = recorder;
        this.metrics = metrics;
        this.pauses = new Pauses(config.pauses());
    }

    Uni<Claim> claim(Room room) {
        return store.claim(room);
    }

    /** Emits what followed; null where that is not recorded. Never fails. */
    Uni<Decision> deliver(Task task) {
        return sender.send(task)
                .map(attempt -> conclude(task, attempt))
                .call(this::record)
                .map(Conclusion::decision)
                .onFailure()
                .invoke(e -> Log.errorf(e, "Request %s: the outcome is not recorded, the lease will lapse", task.id()))
                .onFailure().recoverWithNull();
    }

    private Conclusion conclude(Task task, Attempt attempt) {
        Instant now = task.lease().earliestTimeAt(System.nanoTime());
        Duration pause = pauses.after(task, attempt.outcome(), now, ThreadLocalRandom.current().nextDouble());
        return new Conclusion(task, attempt, Decision.decide(task, attempt.outcome(), now, pause));
    }

    private Uni<Boolean> record(Conclusion conclusion) {
        return recorder.record(conclusion).invoke(recorded -> note(conclusion, recorded));
    }

    private void note(Conclusion conclusion, boolean recorded) {
        Task task = conclusion.task();
        if (recorded) {
            metrics.count(conclusion);
            Log.debugf("Request %s, attempt %d: %s, %s", task.id(), task.number(), conclusion.attempt().outcome(),
                    conclusion.decision());
        } else {
            metrics.countLate();
            Log.infof("Request %s: the lease was lost, the outcome of attempt %d changes nothing", task.id(), task.number());
        }
    }
}
