package dev.steward.kit.recording.shipping;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.steward.kit.auth.AuthConfig;
import dev.steward.kit.auth.ServiceToken;
import dev.steward.kit.neighbour.NeighbourConfig;
import dev.steward.kit.neighbour.Neighbours;
import dev.steward.kit.recording.IngestServer;
import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.RecordingSettings;
import dev.steward.kit.recording.backlog.Backlog;
import dev.steward.kit.recording.backlog.Extent;
import dev.steward.kit.recording.backlog.Losses;
import dev.steward.kit.recording.backlog.Spool;
import dev.steward.kit.recording.tally.Gaps;
import dev.steward.kit.recording.tally.Tally;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records while observability-service is down, slow or unwilling. */
class ShippingTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private final IngestServer server = new IngestServer();
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObjectMapper json = new ObjectMapper().findAndRegisterModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final Gaps gaps = new Gaps();
    private final Losses losses = new Losses(meters, gaps);
    private Neighbours neighbours;
    private RecordingConfig.Shipping config;
    private Spool spool;
    private Backlog backlog;
    private Outbox outbox;
    private int added;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "service-token");
        config = RecordingSettings.of("shipping.batch-wait", "1ms", "shipping.batch-records", "10",
                "shipping.first-retry", "10ms", "shipping.longest-retry", "40ms", "shipping.successes", "2K",
                "shipping.failures", "2K", "shipping.spool", directory.resolve("spool").toString()).shipping();
        neighbours = new Neighbours(vertx,
                RecordingSettings.mapping(NeighbourConfig.class, Map.of("steward.kit.neighbour.observability", server.url(),
                        "steward.kit.neighbour.deadline", "300ms")),
                new ServiceToken(RecordingSettings.mapping(AuthConfig.class,
                        Map.of("steward.kit.auth.service-token-file", token.toString()))),
                true);
        start();
    }

    private void start() {
        spool = new Spool(config, "shop", losses);
        spool.open();
        backlog = new Backlog(config, spool, losses);
        Backoff backoff = new Backoff(config.firstRetry(), config.longestRetry());
        Shipper shipper = new Shipper(neighbours.observability(), json, backlog, losses, backoff, () -> {
        });
        Reporter reporter = new Reporter(new Tally(), gaps, backlog, json, "shop", Duration.ofMillis(1));
        outbox = new Outbox(backlog, shipper, reporter, config);
    }

    @AfterEach
    void close() {
        vertx.close().await().atMost(Duration.ofSeconds(5));
        server.close();
    }

    @Test
    void bringsEveryRecordOnceInBatchesWithTheServiceToken() {
        add(25, false);
        untilSent();
        assertEquals(numbers(25), arrived());
        assertTrue(server.batchSizes().stream().allMatch(size -> size <= 10), server.batchSizes().toString());
        assertEquals("Bearer service-token", server.authorizations().getFirst());
        assertEquals(25, shipped());
    }

    @Test
    void keepsRecordsWhileNobodyAnswersAndBringsThemInOrderAfterwards() {
        server.stop();
        add(12, false);
        untilWaiting(10);
        server.start();
        untilSent();
        assertEquals(numbers(12), arrived());
        assertEquals(0, lost());
    }

    @Test
    void repeatsWhatWasAnsweredWith503UntilItIsTaken() {
        server.answers(503, "{}");
        add(3, true);
        await().until(() -> {
            outbox.advance();
            return server.attempts() >= 3;
        });
        server.answers(202, "{\"accepted\": 3, \"rejected\": []}");
        untilSent();
        assertEquals(numbers(3), arrived());
        assertEquals(0, lost());
    }

    @Test
    void givesUpWaitingForASlowServerAndSendsTheSameAgain() {
        server.answersAfter(Duration.ofMillis(900));
        add(1, false);
        await().until(() -> {
            outbox.advance();
            return server.attempts() >= 2;
        });
        server.answersAfter(Duration.ZERO);
        untilSent();
        // Taken twice here: the ids in the records let the real one ignore the second.
        await().untilAsserted(() -> assertTrue(arrived().stream().allMatch(number -> number == 0) && !arrived().isEmpty()));
        assertEquals(1, shipped());
    }

    @Test
    void dropsABatchThatWillNeverBeTakenAndGoesOn() {
        server.answers(400, "{}");
        add(4, false);
        untilSent();
        assertEquals(4, lost("refused", "success"));
        server.answers(202);
        add(2, false);
        untilSent();
        assertEquals(2, server.records().size());
    }

    @Test
    void countsWhatWasRejectedOneByOne() {
        server.answers(202, "{\"accepted\": 2, \"rejected\": [{\"index\": 1, \"reason\": \"api: unknown\"}]}");
        add(3, true);
        untilSent();
        assertEquals(1, lost("rejected", "failure"));
        assertEquals(2, shipped());
        JsonNode gap = server.reports().getLast().path("gaps").path(0);
        assertEquals("rejected", gap.path("reason").asText());
        assertEquals(NOON.plusSeconds(1).toString(), gap.path("from").asText());
    }

    @Test
    void losesTheOldestSuccessesAndNoFailureWhenItLastsTooLong() {
        server.stop();
        add(5, true);
        IntStream.range(0, 200).forEach(round -> add(10, false));
        untilWaiting(1);
        assertTrue(backlog.bytes() <= 2048 + 1024, "holds " + backlog.bytes());
        assertTrue(lost("queue-full", "success") > 0);
        assertEquals(0, lost("queue-full", "failure"));
        server.start();
        untilSent();
        assertEquals(2005, arrivedOnce() + lost());
        assertEquals(lost(), toldLost());
    }

    @Test
    void keepsFailuresOnTheDiskWhenThereIsNoRoomInMemory() {
        server.stop();
        IntStream.range(0, 200).forEach(round -> add(10, true));
        assertTrue(spool.bytes() > 0);
        assertTrue(backlog.bytes() <= 2048 + 1024, "holds " + backlog.bytes());
        server.start();
        untilSent();
        assertEquals(2000, arrivedOnce());
        assertEquals(0, lost());
        assertEquals(0, spool.bytes());
    }

    @Test
    void leavesFailuresAndTheLastReportToTheNextProcessAndTellsWhichSuccessesAreLost() {
        server.stop();
        add(6, true);
        add(4, false);
        outbox.hurry();
        outbox.abandon();
        spool.close();
        assertEquals(4, lost("shutdown", "success"));
        server.start();
        start();
        untilSent();
        assertEquals(numbers(6), arrived());
        assertEquals(4, toldLost());
    }

    @Test
    void countsWhatIsLeftAtShutdownWhereThereIsNoDisk() {
        config = RecordingSettings.of("shipping.spool-limit", "0").shipping();
        start();
        server.stop();
        add(6, true);
        outbox.hurry();
        outbox.abandon();
        assertEquals(6, lost("shutdown", "failure"));
    }

    private void add(int records, boolean failures) {
        for (int i = 0; i < records; i++) {
            Instant startedAt = NOON.plusSeconds(added);
            String record = "{\"number\":%d,\"api\":\"internal\",\"startedAt\":\"%s\"}".formatted(added++, startedAt);
            outbox.add(record.getBytes(StandardCharsets.UTF_8), Extent.of("internal", startedAt), failures);
        }
    }

    private void untilSent() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            outbox.advance();
            return outbox.isEmpty();
        });
    }

    private void untilWaiting(long records) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            outbox.advance();
            return backlog.records() >= records;
        });
    }

    /** What a busy machine was too slow to acknowledge comes twice. */
    private long arrivedOnce() {
        return arrived().stream().distinct().count();
    }

    private List<Integer> arrived() {
        return server.records().stream().map((JsonNode record) -> record.path("number").asInt()).toList();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private long shipped() {
        return Math.round(meters.get("steward.recording.shipped").counters().stream().mapToDouble(c -> c.count()).sum());
    }

    private long lost() {
        return Math.round(meters.get("steward.recording.lost").counters().stream().mapToDouble(c -> c.count()).sum());
    }

    private long toldLost() {
        return server.reports().stream().flatMap(report -> report.path("gaps").valueStream())
                .mapToLong(gap -> gap.path("exchanges").asLong()).sum();
    }

    private long lost(String reason, String failureOrSuccess) {
        return Math.round(
                meters.get("steward.recording.lost").tags("reason", reason, "class", failureOrSuccess).counter().count());
    }
}
