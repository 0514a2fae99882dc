package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
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
import java.util.function.Consumer;

/** How much memory the recorder holds on to when bodies are large, or many, and nobody takes its records. */
public final class RecordingHeapBenchmark implements Benchmark {
    private static final long STREAM = Long.getLong("stream", 1L << 30);
    private static final int EXCHANGES = Integer.getInteger("exchanges", 8000);
    private static final int CONNECTIONS = 16;
    private static final int SMALL = 16 * 1024;
    private static final int LARGE = 1024 * 1024;
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
                    "What a garbage collection leaves at most while this is sent, with the recorder and without it; the difference "
                            + "is the recorder's. observability-service is away all the time.",
                    "8 streams of %d MB at once; %d exchanges over %d connections, half of them failures; a collection every 200 ms"
                            .formatted(STREAM >> 20, EXCHANGES, CONNECTIONS),
                    List.of("without MB", "with MB", "recorder MB"),
                    List.of(row(vertx, "4 uploads and 4 downloads, streamed", streams::addTo, RecordingHeapBenchmark::streams),
                            row(vertx, "16 KiB of JSON in each direction", bodies::addTo,
                                    port -> exchanges(port, SMALL, EXCHANGES)),
                            row(vertx, "1 MiB in each direction, read whole; the worker has no CPU",
                                    new StuckWorker(settings.recording())::addTo,
                                    port -> exchanges(port, LARGE, EXCHANGES / 10))));
        } finally {
            vertx.close();
        }
    }

    private static Report.Row row(Vertx vertx, String name, Consumer<Router> recorder, Traffic traffic) throws Exception {
        double without = most(vertx, router -> {
        }, traffic);
        double with = most(vertx, recorder, traffic);
        return new Report.Row(name, List.of(without, with, with - without));
    }

    private static double most(Vertx vertx, Consumer<Router> before, Traffic traffic) throws Exception {
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

    private static void exchanges(int port, int size, int count) throws Exception {
        byte[] taken = post(BodyServer.ECHO, size);
        byte[] failing = post(BodyServer.FAILING, size);
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < CONNECTIONS; client++) {
            clients.add(() -> {
                try (Wire wire = new Wire(port)) {
                    for (int i = 0; i < count / CONNECTIONS; i++) {
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
