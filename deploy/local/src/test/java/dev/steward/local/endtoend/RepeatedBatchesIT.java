package dev.steward.local.endtoend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.migrate.Service;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever happens to observability-service meanwhile: a recorder that repeats has each record stored once. */
class RepeatedBatchesIT {
    private static final int SENDERS = 3;
    private static final int BATCHES = 120;
    private static final int RECORDS = 100;
    private static final int KILLS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RunningSuite suite = RunningSuite.with(1);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String service = "killed-" + UUID.randomUUID();
    private final String token = suite.token("recorder", "service");
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    @Test
    void eachRecordIsStoredOnceThoughTheServiceIsKilledInTheMiddle() throws Exception {
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> all = Stream.generate(() -> senders.<Void>submit(this::send)).limit(SENDERS)
                    .<Future<?>>map(sender -> sender).toList();
            for (int kill = 1; kill <= KILLS; kill++) {
                int some = kill * SENDERS * BATCHES / (KILLS + 1);
                await().atMost(60, SECONDS).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                        .until(() -> taken.get() >= some);
                process().destroyForcibly();
            }
            for (Future<?> sender : all) {
                sender.get();
            }
        }
        assertEquals(SENDERS * BATCHES * RECORDS, count("count(*)"));
        assertEquals(SENDERS * BATCHES * RECORDS, count("count(DISTINCT id)"));
        assertTrue(repeated.get() > 0, "no batch was sent again, so that nothing was tried");
    }

    private Void send() throws IOException, InterruptedException {
        for (int number = 0; number < BATCHES; number++) {
            String batch = batch();
            long deadline = System.nanoTime() + LONGEST.toNanos();
            for (int attempt = 1; !isTaken(batch); attempt++) {
                if (attempt == 1) {
                    repeated.incrementAndGet();
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("not taken in " + LONGEST);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            taken.incrementAndGet();
        }
        return null;
    }

    private boolean isTaken(String batch) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/internal/v1/exchanges"
                .formatted(suite.ports().service(Service.OBSERVABILITY, 0))))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(batch)).build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                assertEquals(RECORDS, JsonPath.from(answer.body()).getInt("accepted"), answer.body());
            }
            return answer.statusCode() == 202;
        } catch (IOException e) {
            return false;
        }
    }

    private String batch() {
        return IntStream.range(0, RECORDS).mapToObj(i -> record()).collect(Collectors.joining(",", "[", "]"));
    }

    private String record() {
        Instant now = Instant.now();
        return """
                {"id": "%s", "api": "partner", "service": "%s", "startedAt": "%s", "durationMicros": 1,
                 "request": {"method": "GET", "url": "/partner/articles", "headers": [["Accept", "application/json"]]},
                 "response": {"status": 200, "headers": [], "body": {"text": "{}", "size": 2}},
                 "redaction": {"rulesVersion": "1", "count": 0}}""".formatted(id(now), service, now);
    }

    private static UUID id(Instant time) {
        var random = ThreadLocalRandom.current();
        return new UUID(time.toEpochMilli() << 16 | 0x7000L | random.nextInt(0x1000), 1L << 63 | random.nextLong() >>> 2);
    }

    private ProcessHandle process() {
        return ProcessHandle.of(suite.entry("observability", 0).process().pid()).orElseThrow();
    }

    private int count(String what) throws SQLException {
        try (var connection = suite.postgres().in("steward").connect();
                var statement = connection.prepareStatement(
                        "SELECT " + what + " FROM observability.exchange WHERE service = ?")) {
            statement.setString(1, service);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
