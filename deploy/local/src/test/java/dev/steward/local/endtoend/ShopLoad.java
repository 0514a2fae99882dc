package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.function.Executable;

/** Requests to the shop at a steady rate, each told from every other by its query; every fiftieth fails there. */
final class ShopLoad {
    /** No other test uses it. */
    static final String METHOD = "PATCH";

    private static final int PER_SECOND = 500;
    private static final int AT_ONCE = 64;
    private static final int FAILURE_EVERY = 50;
    private static final String BODY = "{\"article\":\"lamp\",\"note\":\"%s\"}"
            .formatted("as bright as the last one ".repeat(20));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String shop;
    private final String run = UUID.randomUUID().toString();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger wrong = new AtomicInteger();

    ShopLoad(int port) {
        this.shop = "http://127.0.0.1:" + port;
    }

    /** What all these requests have in their URLs, and no others. */
    String mark() {
        return "run=" + run;
    }

    /** Something happens while the requests come; all of them must be answered as usual. */
    void during(Duration span, Executable event) throws Throwable {
        int requests = requests(span);
        Semaphore free = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                long next = System.nanoTime();
                for (int number = 0; number < requests; number++) {
                    LockSupport.parkNanos(next - System.nanoTime());
                    next += SECONDS.toNanos(1) / PER_SECOND;
                    int request = number;
                    free.acquireUninterruptibly();
                    threads.execute(() -> {
                        send(request);
                        free.release();
                    });
                }
            }, threads);
            event.execute();
            load.get(3 * span.toSeconds(), SECONDS);
        }
        assertEquals(0, wrong.get(), "requests that were not answered as usual");
    }

    static int requests(Duration span) {
        return Math.toIntExact(span.toSeconds() * PER_SECOND);
    }

    private void send(int number) {
        boolean fails = number % FAILURE_EVERY == 0;
        URI uri = URI.create(shop + (fails ? "/api/orders?" : "/api/echo/this?") + mark() + "&number=" + number);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Content-Type", "application/json")
                .method(METHOD, BodyPublishers.ofString(BODY)).build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != (fails ? 405 : 200)) {
                wrong.incrementAndGet();
            }
        } catch (IOException e) {
            wrong.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
