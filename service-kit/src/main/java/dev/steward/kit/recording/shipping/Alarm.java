package dev.steward.kit.recording.shipping;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How the worker sleeps. While it has something to do it only dozes and looks around by itself, so that handing over
 * costs a request no signal; with nothing to do it sleeps until it is woken.
 */
final class Alarm {
    private static final long DOZE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile Thread sleeper;

    /** For the worker: until woken, unless there is something to do after all. */
    void sleep(BooleanSupplier nothingToDo) {
        sleeper = Thread.currentThread();
        asleep.set(true);
        if (nothingToDo.getAsBoolean()) {
            LockSupport.park(this);
        }
        asleep.set(false);
    }

    /** For the worker: a moment, or until something is urgent. */
    void doze() {
        sleeper = Thread.currentThread();
        LockSupport.parkNanos(this, DOZE_NANOS);
    }

    /** For the requests' threads: one read, but for the first after a silence. */
    void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Ends a doze as well. */
    void urge() {
        LockSupport.unpark(sleeper);
    }
}
