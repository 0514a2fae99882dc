package dev.steward.benchmarks.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Enqueues at fixed moments, whether or not there are answers, and keeps when it asked and was answered. */
public final class Pace {
    /**
     * By the messages' numbers.
     *
     * @param asked
     *            {@link System#nanoTime()}
     * @param answered
     *            likewise; 0: it was refused
     */
    public record Times(long[] asked, long[] answered) {
        /** All at once: whoever waits for the file finds it complete. */
        public void write(Path file) throws IOException {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, IntStream.range(0, asked.length).mapToObj(i -> asked[i] + " " + answered[i]).toList());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }

        static Times read(Path file) throws IOException {
            List<String[]> lines = Files.readAllLines(file).stream().map(line -> line.split(" ")).toList();
            return new Times(lines.stream().mapToLong(line -> Long.parseLong(line[0])).toArray(),
                    lines.stream().mapToLong(line -> Long.parseLong(line[1])).toArray());
        }
    }

    /** Enqueues one and waits. */
    public interface Blocking {
        void enqueue(int number) throws Exception;
    }

    private final ExecutorService threads;

    private Pace(ExecutorService threads) {
        this.threads = threads;
    }

    /** For what blocks: on so many threads. */
    public static Pace blocking(int threads) {
        return new Pace(Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory()));
    }

    public Times run(int messages, int perSecond, Blocking call) {
        var times = new Times(new long[messages], new long[messages]);
        return run(messages, perSecond, times, number -> CompletableFuture.runAsync(() -> {
            times.asked[number] = System.nanoTime();
            try {
                call.enqueue(number);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, threads));
    }

    /** For what does not block. */
    static Times unblocked(int messages, int perSecond, IntFunction<CompletableFuture<?>> call) {
        var times = new Times(new long[messages], new long[messages]);
        return run(messages, perSecond, times, number -> {
            times.asked[number] = System.nanoTime();
            return call.apply(number);
        });
    }

    private static Times run(int messages, int perSecond, Times times, IntFunction<CompletableFuture<?>> call) {
        List<CompletableFuture<?>> answers = new ArrayList<>(messages);
        long first = System.nanoTime();
        for (int number = 0; number < messages; number++) {
            int one = number;
            long moment = first + number * 1_000_000_000L / perSecond;
            for (long wait = moment - System.nanoTime(); wait > 0; wait = moment - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            answers.add(
                    call.apply(number).thenRun(() -> times.answered[one] = System.nanoTime()).exceptionally(refused -> null));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return times;
    }
}
