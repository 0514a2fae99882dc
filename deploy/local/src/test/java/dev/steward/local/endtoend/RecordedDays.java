package dev.steward.local.endtoend;

import static org.hamcrest.Matchers.is;

import dev.steward.migrate.Service;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Exchanges of days gone by, as a recorder that was long out of reach hands them in. */
record RecordedDays(RunningSuite suite) {
    private static final String TODAYS_RUN = """
            INSERT INTO observability.retention_run (id, scheduled_for, dry_run, finished_at)
            VALUES (gen_random_uuid(), ?, false, now())
                ON CONFLICT DO NOTHING
            """;

    /** It would come between what is recorded and the run that is to find it. */
    void noScheduledRun(LocalDate day) throws SQLException {
        try (var connection = suite.postgres().in("steward").connect();
                var statement = connection.prepareStatement(TODAYS_RUN)) {
            statement.setObject(1, day);
            statement.executeUpdate();
        }
    }

    /** @return its id */
    String record(String api, LocalDate day) {
        Instant startedAt = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        String id = id(startedAt);
        suite.internal(Service.OBSERVABILITY).contentType("application/json").body(List.of(Map.of(
                "id", id, "api", api, "service", "shop", "startedAt", startedAt.toString(), "durationMicros", 1500,
                "request", Map.of("method", "GET", "url", "https://shop.example/orders", "headers", List.of()),
                "response", Map.of("status", 200, "headers", List.of()))))
                .post("/internal/v1/exchanges").then().statusCode(202).body("accepted", is(1));
        return id;
    }

    /** Version 7: with the time, by which the service finds the day again. */
    private static String id(Instant time) {
        var random = ThreadLocalRandom.current();
        return new UUID(time.toEpochMilli() << 16 | 0x7000L | random.nextInt(0x1000), 1L << 63 | random.nextLong() >>> 2)
                .toString();
    }
}
