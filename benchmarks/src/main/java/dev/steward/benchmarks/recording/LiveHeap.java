package dev.steward.benchmarks.recording;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.concurrent.locks.LockSupport;

/** Collects garbage all the time, and remembers what collections left. */
final class LiveHeap {
    private static final long BETWEEN_NANOS = 200_000_000;

    private final Thread thread = Thread.ofPlatform().daemon().name("live-heap").start(this::watch);
    private volatile boolean stopped;
    private volatile long most;
    private volatile long last;

    private void watch() {
        while (!stopped) {
            look();
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
        look();
    }

    private void look() {
        System.gc();
        long left = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            left += usage == null ? 0 : usage.getUsed();
        }
        last = left;
        most = Math.max(most, left);
    }

    /**
     * What collections left, in megabytes (of 1024 x 1024 bytes).
     *
     * @param most
     *            at any time
     * @param last
     *            when all was over
     */
    record Left(double most, double last) {
        Left minus(Left other) {
            return new Left(most - other.most, last - other.last);
        }
    }

    /** Looks a last time. */
    Left stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return new Left(megabytes(most), megabytes(last));
    }

    static double megabytes(long bytes) {
        return bytes / 1024.0 / 1024.0;
    }
}
