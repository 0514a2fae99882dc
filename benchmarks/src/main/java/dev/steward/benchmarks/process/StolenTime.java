package dev.steward.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The CPU time that this machine wanted and its host gave to others, as Linux tells it in /proc/stat: nothing that is
 * measured meanwhile says much of what was to be measured.
 */
public final class StolenTime {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int STEAL = 8;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long beganNanos = System.nanoTime();
    private final long stolenBefore;

    /** Counts from now on. */
    public StolenTime() throws IOException {
        this.stolenBefore = stolenNanos();
    }

    /** Of all the machine's CPU time since the beginning. */
    public double share() throws IOException {
        long all = (System.nanoTime() - beganNanos) * Runtime.getRuntime().availableProcessors();
        return (double) (stolenNanos() - stolenBefore) / all;
    }

    private static long stolenNanos() throws IOException {
        return Long.parseLong(Files.readAllLines(STAT).getFirst().split(" +")[STEAL]) * TICK_NANOS;
    }
}
