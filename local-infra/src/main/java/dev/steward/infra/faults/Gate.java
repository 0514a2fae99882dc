package dev.steward.infra.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What all connections of a proxy pass, byte for byte and when they open. */
final class Gate {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;
    private Duration latency = Duration.ZERO;

    enum State {
        OPEN,
        CUT,
        STALLED
    }

    void become(State next, Duration each) {
        lock.lock();
        try {
            state = next;
            latency = each;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when something may pass. */
    void pass() throws IOException, InterruptedException {
        Thread.sleep(latency());
        lock.lock();
        try {
            while (state == State.STALLED) {
                changed.await();
            }
            if (state == State.CUT) {
                throw new IOException("The connection is cut.");
            }
        } finally {
            lock.unlock();
        }
    }

    private Duration latency() {
        lock.lock();
        try {
            return latency;
        } finally {
            lock.unlock();
        }
    }
}
