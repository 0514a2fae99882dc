package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Wire;
import dev.steward.benchmarks.process.Loops;
import dev.steward.benchmarks.recording.LiveHeap.Left;
import dev.steward.kit.recording.shipping.StuckWorker;
import dev.steward.kit.recording.shipping.WholeRecorder;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** How much memory the recorder holds on to when bodies are large, or many, and nobody takes its records. */
public final class RecordingHeapBenchmark implements Benchmark {
    private static final long STREAM = Long.getLong("stream", 1L << 30);
    private static final int EXCHANGES = Integer.getInteger("exchanges", 8000);
    private static final int AT_ONCE = 100;
    private static final int CONNECTIONS = 16;
    private static final int LARGE_EXCHANGES = 400;
    /** Both lanes of what waits to be sent, but for a batch each. */
    private static final long FULL = 19 << 20;
    private static final int SMALL = 16 * 1024;
    private static final int LARGE = 1024 * 1024;
    private static final long PAUSE_NANOS = 250_000_000;
    private static final String NOBODY = "http://127.0.0.1:1";

    private interface Traffic {
        void send(int port) throws Exception;
    }

    @Override
    public String name() {
        return "recording-heap";
    }

    @Override
    public Report run() throws Exception {
        Settings settings = new Settings(NOBODY);
        Vertx vertx = Loops.vertx();
        try (WholeRecorder streams = new WholeRecorder(vertx, settings);
                WholeRecorder bodies = new WholeRecorder(vertx, settings)) {
            return Report.now(name(),
                    "What garbage collections leave while this is sent, at most and in the end, without a recorder and with it; the "
                            + "difference is the recorder's. observability-service is away all the time.",
                    method(),
                    List.of("most without MB", "most with MB", "end without MB", "end with MB", "recorder MB",
                            "waits to be sent MB"),
                    List.of(row(vertx, "4 uploads and 4 downloads, streamed", streams::addTo, streams::waiting,
                            RecordingHeapBenchmark::streams),
                            row(vertx, "16 KiB of JSON in each direction", bodies::addTo, bodies::waiting,
                                    port -> fill(port, bodies)),
                            row(vertx, "1 MiB in each direction, read whole; the worker has no CPU",
                                    new StuckWorker(settings.recording())::addTo, () -> 0,
                                    port -> exchanges(port, LARGE, LARGE_EXCHANGES, 1))));
        } finally {
            vertx.close();
        }
    }

    private static String method() {
        return ("8 streams of %d MB at once; small bodies, half of them of failures, until 19 MB wait, compressed, at most %d over %d "
                + "connections; %d large ones over 1; a collection every 200 ms")
                .formatted(STREAM >> 20, EXCHANGES, CONNECTIONS, LARGE_EXCHANGES);
    }

    private static Report.Row row(Vertx vertx, String name, Consumer<Router> recorder, LongSupplier waiting, Traffic traffic)
            throws Exception {
        Left without = left(vertx, router -> {
        }, traffic);
        Left with = left(vertx, recorder, traffic);
        Left more = with.minus(without);
        return new Report.Row(name, List.of(without.most(), with.most(), without.last(), with.last(),
                Math.max(more.most(), more.last()), LiveHeap.megabytes(waiting.getAsLong())));
    }

    private static Left left(Vertx vertx, Consumer<Router> before, Traffic traffic) throws Exception {
        LiveHeap heap = new LiveHeap();
        try (BodyServer server = new BodyServer(vertx, before)) {
            traffic.send(server.port());
            return heap.stop();
        }
    }

    private static void streams(int port) throws Exception {
        List<Callable<Integer>> streams = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            streams.add(() -> upload(port));
            streams.add(() -> download(port));
        }
        all(streams);
    }

    private static int upload(int port) throws IOException {
        byte[] chunk = "fedcba9876543210".repeat(4096).getBytes(StandardCharsets.US_ASCII);
        try (Wire wire = new Wire(port)) {
            wire.out().write("POST %s HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
                    .formatted(BodyServer.UPLOAD, STREAM).getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < STREAM; sent += chunk.length) {
                wire.out().write(chunk, 0, (int) Math.min(chunk.length, STREAM - sent));
            }
            return wire.answer();
        }
    }

    private static int download(int port) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.exchange("GET %s?bytes=%d HTTP/1.1\r\nHost: shop\r\n\r\n".formatted(BodyServer.DOWNLOAD, STREAM)
                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Slowly enough that the worker can follow; how much is waiting then shows that it did. */
    private static void fill(int port, WholeRecorder recorder) throws Exception {
        for (int sent = 0; sent < EXCHANGES && recorder.waiting() < FULL; sent += AT_ONCE) {
            exchanges(port, SMALL, AT_ONCE, CONNECTIONS);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void exchanges(int port, int size, int count, int connections) throws Exception {
        byte[] taken = post(BodyServer.ECHO, size);
        byte[] failing = post(BodyServer.FAILING, size);
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < connections; client++) {
            clients.add(() -> {
                try (Wire wire = new Wire(port)) {
                    for (int i = 0; i < count / connections; i++) {
                        wire.exchange(i % 2 == 0 ? taken : failing);
                    }
                }
                return count;
            });
        }
        all(clients);
    }

    private static void all(List<Callable<Integer>> clients) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            for (Future<Integer> client : threads.invokeAll(clients)) {
                client.get();
            }
        }
    }

    /** Words that nobody has said before, as they hardly get smaller when they are compressed. */
    private static byte[] post(String path, int size) {
        Random random = new Random(size);
        StringBuilder body = new StringBuilder("{\"words\":[\"");
        while (body.length() < size - 20) {
            for (int i = 0; i < 8; i++) {
                body.append((char) ('a' + random.nextInt(26)));
            }
            body.append("\",\"");
        }
        String json = body + "end\"]}";
        return "POST %s HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(path, json.length(), json).getBytes(StandardCharsets.US_ASCII);
    }
}
