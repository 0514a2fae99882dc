package dev.steward.benchmarks.dispatch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

/**
 * Enqueues at fixed moments, whether or not there are answers, and keeps when it asked and was answered. Before that it
 * warms up, as fast as answers come.
 *
 * @param messages
 *            with those that warm up
 * @param receiver
 *            has had those before the rest is asked for
 */
public record Pace(int messages, int warmUp, int perSecond, URI receiver) {
    private static final int WARM_UP_AT_ONCE = 4;

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

    /** For what blocks: on so many threads. */
    public Times blocking(int threads, Blocking call) throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            var times = new Times(new long[messages], new long[messages]);
            return run(times, number -> CompletableFuture.runAsync(() -> {
                times.asked[number] = System.nanoTime();
                try {
                    call.enqueue(number);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }, pool));
        }
    }

    /** For what does not block. */
    Times unblocked(IntFunction<CompletableFuture<?>> call) throws IOException {
        var times = new Times(new long[messages], new long[messages]);
        return run(times, number -> {
            times.asked[number] = System.nanoTime();
            return call.apply(number);
        });
    }

    private Times run(Times times, IntFunction<CompletableFuture<?>> call) throws IOException {
        warmUp(call);
        List<CompletableFuture<?>> answers = new ArrayList<>(messages);
        long first = System.nanoTime();
        for (int number = warmUp; number < messages; number++) {
            int one = number;
            long moment = first + (number - warmUp) * 1_000_000_000L / perSecond;
            for (long wait = moment - System.nanoTime(); wait > 0; wait = moment - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            answers.add(
                    call.apply(number).thenRun(() -> times.answered[one] = System.nanoTime()).exceptionally(refused -> null));
        }
        join(answers);
        return times;
    }

    private void warmUp(IntFunction<CompletableFuture<?>> call) throws IOException {
        for (int number = 0; number < warmUp; number += WARM_UP_AT_ONCE) {
            join(IntStream.range(number, Math.min(warmUp, number + WARM_UP_AT_ONCE)).mapToObj(call).toList());
        }
        URI count = receiver.resolve("/control/count");
        while (warmUp > 0 && Integer.parseInt(read(count)) < warmUp) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static String read(URI uri) throws IOException {
        try (var in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void join(List<? extends CompletableFuture<?>> answers) {
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }
}
