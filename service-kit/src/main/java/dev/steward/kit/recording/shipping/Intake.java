package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.capture.Capture;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Finished exchanges between the requests' threads and the worker. Bounded by weight; neither side ever waits. */
final class Intake {
    private final Queue<Capture> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong weight = new AtomicLong();
    private final long limit;
    private final long limitForSuccesses;

    Intake(long limit) {
        this.limit = limit;
        this.limitForSuccesses = limit / 4 * 3;
    }

    /** False when it is full; the last quarter is kept for failures. */
    boolean offer(Capture capture) {
        long more = capture.weight();
        if (weight.addAndGet(more) > (capture.failed() ? limit : limitForSuccesses)) {
            weight.addAndGet(-more);
            return false;
        }
        waiting.add(capture);
        return true;
    }

    /** Null when nothing waits. */
    Capture poll() {
        Capture capture = waiting.poll();
        if (capture != null) {
            weight.addAndGet(-capture.weight());
        }
        return capture;
    }

    /** So much waits that it could soon be full. */
    boolean isFilling() {
        return weight.get() > limit / 8;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
