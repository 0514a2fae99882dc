package dev.steward.kit.recording.shipping;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The way of records from the worker on, to a server that can be stopped. */
final class ShippingRig implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    final IngestServer server = new IngestServer();
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Gaps gaps = new Gaps();
    private final Losses losses = new Losses(meters, gaps);
    private final Neighbours neighbours;
    RecordingConfig.Shipping config;
    Spool spool;
    Backlog backlog;
    Outbox outbox;
    private int added;

    ShippingRig(Path directory) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "service-token");
        config = RecordingSettings.of("shipping.batch-wait", "1ms", "shipping.batch-records", "10",
                "shipping.first-retry", "10ms", "shipping.longest-retry", "40ms", "shipping.successes", "2K",
                "shipping.failures", "2K", "shipping.compress-above", "0", "shipping.spool",
                directory.resolve("spool").toString()).shipping();
        neighbours = new Neighbours(vertx,
                RecordingSettings.mapping(NeighbourConfig.class, Map.of("steward.kit.neighbour.observability", server.url(),
                        "steward.kit.neighbour.deadline", "300ms")),
                new ServiceToken(RecordingSettings.mapping(AuthConfig.class,
                        Map.of("steward.kit.auth.service-token-file", token.toString()))),
                true);
        start();
    }

    /** As a new process of the service does. */
    void start() {
        spool = new Spool(config, "shop", losses);
        spool.open();
        backlog = new Backlog(config, spool, losses);
        Backoff backoff = new Backoff(config.firstRetry(), config.longestRetry());
        Shipper shipper = new Shipper(neighbours.observability(), backlog, losses, backoff, () -> {
        });
        Reporter reporter = new Reporter(new Tally(), gaps, backlog, "shop", Duration.ofMillis(1));
        outbox = new Outbox(backlog, shipper, reporter, config);
    }

    @Override
    public void close() {
        vertx.close().await().atMost(Duration.ofSeconds(5));
        server.close();
    }

    void add(int records, boolean failures) {
        add(records, failures, "");
    }

    /**
     * @param more
     *            fields of each record
     */
    void add(int records, boolean failures, String more) {
        for (int i = 0; i < records; i++) {
            Instant startedAt = NOON.plusSeconds(added);
            String record = "{\"number\":%d,\"api\":\"internal\",\"startedAt\":\"%s\"%s}".formatted(added++, startedAt, more);
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(record.getBytes(StandardCharsets.UTF_8));
            outbox.add(bytes, Extent.of("internal", startedAt), failures);
        }
    }

    void untilSent() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            outbox.advance();
            return outbox.isEmpty();
        });
    }

    void untilWaiting(long records) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            outbox.advance();
            return backlog.records() >= records;
        });
    }

    /** What a busy machine was too slow to acknowledge comes twice. */
    long arrivedOnce() {
        return arrived().stream().distinct().count();
    }

    List<Integer> arrived() {
        return server.records().stream().map((JsonNode record) -> record.path("number").asInt()).toList();
    }

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    long shipped() {
        return Math.round(meters.get("steward.recording.shipped").counters().stream().mapToDouble(c -> c.count()).sum());
    }

    long lost() {
        return Math.round(meters.get("steward.recording.lost").counters().stream().mapToDouble(c -> c.count()).sum());
    }

    long toldLost() {
        return server.reports().stream().flatMap(report -> report.path("gaps").valueStream())
                .mapToLong(gap -> gap.path("exchanges").asLong()).sum();
    }

    long lost(String reason, String failureOrSuccess) {
        return Math.round(
                meters.get("steward.recording.lost").tags("reason", reason, "class", failureOrSuccess).counter().count());
    }
}
