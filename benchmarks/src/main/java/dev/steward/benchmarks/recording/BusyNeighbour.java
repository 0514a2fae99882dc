package dev.steward.benchmarks.recording;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Something else on the machine that computes in short spells for a share of one core's time: what requests notice of
 * it, they would notice of anything.
 */
final class BusyNeighbour implements AutoCloseable {
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final double share;
    private final Thread thread = Thread.ofPlatform().name("busy-neighbour").daemon().unstarted(this::compute);
    private volatile boolean closed;
    private long sum;

    BusyNeighbour(double share) {
        this.share = share;
        thread.start();
    }

    private void compute() {
        long done = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(NAP_NANOS);
            long now = System.nanoTime();
            long until = now + (long) ((now - done) * share);
            done = now;
            while (System.nanoTime() < until) {
                sum = sum * 31 + until;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
