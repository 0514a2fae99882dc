package dev.steward.local.supervision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What processes hold in memory, where the system tells (/proc); else 0. */
public final class Memory {
    private static final int KIB_PER_MIB = 1024;

    private Memory() {}

    /** The resident set of a process; of its descendants what is their own, since they share the rest with it. */
    public static long residentMiB(ProcessHandle process) {
        long own = Stream.of(process).mapToLong(handle -> kib(handle, "VmRSS:")).sum();
        long children = process.descendants().mapToLong(handle -> kib(handle, "RssAnon:")).sum();
        return Math.round((double) (own + children) / KIB_PER_MIB);
    }

    private static long kib(ProcessHandle process, String key) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst().orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
