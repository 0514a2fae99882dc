package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.function.Executable;

/**
 * Callers that send these requests in turn, each its next one soon after the last was answered; bounded in number and
 * time.
 */
final class Traffic {
    private static final int CALLERS = 16;
    private static final int MOST_REQUESTS = 60_000;
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<HttpRequest> requests;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Traffic(List<HttpRequest> requests) {
        this.requests = requests;
    }

    /** Flows before, while and after something is done; every request must have had a good answer. */
    void during(Executable event) throws Throwable {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> callUntil(deadline));
            }
            try {
                awaitAnOtherRound();
                event.execute();
                awaitAnOtherRound();
            } finally {
                over = true;
            }
        }
        assertEquals(List.of(), new ArrayList<>(losses), () -> losses.size() + " lost of " + sent);
    }

    private void awaitAnOtherRound() {
        int round = answered.get() + CALLERS * requests.size();
        await().atMost(30, SECONDS).until(() -> answered.get() >= round);
    }

    private void callUntil(long deadline) {
        while (!over && System.nanoTime() < deadline) {
            int number = sent.getAndIncrement();
            if (number >= MOST_REQUESTS) {
                return;
            }
            call(requests.get(number % requests.size()));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void call(HttpRequest request) {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                answered.incrementAndGet();
            } else {
                lost(request, answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            lost(request, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(HttpRequest request, String how) {
        losses.add("%s %s %s: %s".formatted(LocalTime.now(), request.method(), request.uri().getPath(), how));
    }

    static HttpRequest.Builder to(String url, String token) {
        var request = HttpRequest.newBuilder(java.net.URI.create(url)).timeout(ANSWERED_WITHIN)
                .header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }
}
