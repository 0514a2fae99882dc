package dev.steward.dispatcher.delivery;

import dev.steward.kit.group.GroupCommit;
import dev.steward.kit.group.GroupLimits;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Records outcomes, many in one transaction, and does not give up while there is hope. */
@Singleton
class Recorder {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    // Its transaction waits for nobody, so there is no need for another beside it, and groups are larger.
    private static final int ONE_AT_ONCE = 1;

    private final GroupCommit<Conclusion, Recorded> group;

    Recorder(OutcomeStore store, MeterRegistry meters) {
        this.group = new GroupCommit<>(GroupLimits.of("record", ONE_AT_ONCE, Conclusion::weight, meters), store::record);
    }

    /** Emits false, and has changed nothing, where the lease was lost. Fails once the lease has ended in vain. */
    Uni<Boolean> record(Conclusion conclusion) {
        Task task = conclusion.task();
        return group.join(conclusion)
                .invoke(Recorder::refuseBusy)
                .onFailure(Recorder::mayPass).retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .expireIn(task.lease().leftAt(System.nanoTime(), task.httpTimeout()).toMillis())
                .map(recorded -> recorded == Recorded.DONE);
    }

    private static void refuseBusy(Recorded recorded) {
        if (recorded == Recorded.BUSY) {
            throw new BusyException();
        }
    }

    private static boolean mayPass(Throwable cause) {
        return cause instanceof ProblemException || cause instanceof BusyException;
    }

    /** Somebody else is just changing the task. */
    private static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private BusyException() {
            super("The task is locked", null, false, false);
        }
    }
}
