package dev.steward.benchmarks.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The CPU time of a Java process but for what its compiler takes: that goes on for minutes, by chance more in one
 * process than in its neighbour, and ends. From Linux's /proc.
 */
final class ThreadTimes {
    private final Path threads;

    ThreadTimes(long pid) {
        this.threads = Path.of("/proc", Long.toString(pid), "task");
    }

    /** Of all threads that there are now. */
    long nanos() throws IOException {
        try (Stream<Path> all = Files.list(threads)) {
            return all.mapToLong(ThreadTimes::nanos).sum();
        }
    }

    /** Nothing of a thread that ends just now. */
    private static long nanos(Path thread) {
        try {
            boolean compiler = Files.readString(thread.resolve("comm")).matches("(?s)C[12] Compiler.*");
            return compiler ? 0 : Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        } catch (IOException e) {
            return 0;
        }
    }
}
