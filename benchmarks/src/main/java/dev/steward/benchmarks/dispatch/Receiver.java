package dev.steward.benchmarks.dispatch;

import dev.steward.benchmarks.process.Programs;
import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Where everything is delivered to; {@link ReceiverMain} seen from here. */
final class Receiver implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * @param first
     *            {@link System#nanoTime()}, the same in all processes of a machine; 0: it never came
     * @param second
     *            when it came again
     */
    record Arrival(long first, long second) {
        static Arrival of(String line) {
            String[] times = line.split(" ");
            return new Arrival(Long.parseLong(times[0]), Long.parseLong(times[1]));
        }
    }

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = Ports.free();
    private final ChildProcess process;

    Receiver(Path log) {
        this.process = Programs.java("receiver", ReceiverMain.class, List.of(Integer.toString(port)), log)
                .readyWhen(() -> !Ports.isFree(port), STARTS_WITHIN)
                .start();
    }

    String uri() {
        return "http://127.0.0.1:%d/orders".formatted(port);
    }

    /** Forgets what came; numbers are below this from now on. */
    void expect(int messages) throws IOException, InterruptedException {
        control("expect?messages=" + messages);
    }

    /** Whether it takes what comes and never answers. */
    void silent(boolean on) throws IOException, InterruptedException {
        control("silent?on=" + on);
    }

    int count() throws IOException, InterruptedException {
        return Integer.parseInt(control("count"));
    }

    /**
     * @throws IOException
     *             if too few come
     */
    void await(int messages, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count() < messages) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "Of %d messages only %d came within %d s.".formatted(messages, count(), atMost.toSeconds()));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** By the messages' numbers. */
    List<Arrival> arrivals() throws IOException, InterruptedException {
        return control("arrivals").lines().map(Arrival::of).toList();
    }

    private String control(String what) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/control/%s".formatted(port, what));
        return http.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.stop();
    }
}
