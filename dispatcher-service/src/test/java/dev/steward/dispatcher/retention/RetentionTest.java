package dev.steward.dispatcher.retention;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LogLines;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On real partitions of days gone by; 30 days are kept. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class RetentionTest {
    private static final String URI = "http://receiver.test/hook";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OLD = 40;
    private static final int EDGE = 30;

    @Inject
    RetentionService retention;

    @Inject
    RetentionStore store;

    @InjectStores
    Stores stores;

    @BeforeEach
    void create() {
        partition(OLD);
        partition(EDGE);
    }

    @AfterEach
    void drop() {
        List.of(OLD, EDGE).forEach(days -> Db.run(stores, "DROP TABLE IF EXISTS dispatcher." + name(days)));
    }

    @Test
    void forgetsWhatEndedLongAgoAndKeepsTheRest() {
        UUID old = ended(OLD, 1);
        UUID onTheEdge = ended(EDGE, 1);
        UUID pending = Db.task(stores, URI);
        Db.run(stores,
                "INSERT INTO dispatcher.redrive (id, asked, requested_by, requested_at) VALUES (?, '{}', 'x', now() - interval '40 days')",
                old);

        try (var log = new LogLines()) {
            run();
            assertTrue(log.contains("Retention: 1 requests that ended before " + day(EDGE) + " are forgotten"), log.toString());
            assertTrue(log.contains("Retention: the attempts of " + day(OLD) + " are gone"), log.toString());
        }

        assertEquals(404, as("operator").get("/v1/requests/" + old).statusCode());
        assertEquals(1, view(onTheEdge.toString()).getInt("attempts.size()"));
        assertEquals("PENDING", view(pending.toString()).getString("state"));
        assertEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.redrive"));
        assertEquals(List.of(onTheEdge.toString()), Db.texts(stores, "SELECT request_id FROM dispatcher.settlement"));
        assertFalse(exists(OLD));
        assertTrue(exists(EDGE));
        assertEquals("1", Db.text(stores, "SELECT count(*) FROM dispatcher.attempt"));
    }

    @Test
    void keepsOldAttemptsOfRequestsThatAreStillVisible() {
        UUID pending = Db.task(stores, URI);
        attempts(pending, OLD, 3);
        UUID endedLately = ended(0, 0);
        attempts(endedLately, OLD, 1);
        ended(OLD, 5);

        run();

        assertFalse(exists(OLD));
        assertEquals(List.of(1, 2, 3), view(pending.toString()).getList("attempts.number"));
        assertEquals(1, view(endedLately.toString()).getInt("attempts.size()"));
        assertEquals("4", Db.text(stores, "SELECT count(*) FROM dispatcher.attempt_default"));

        Db.run(stores, "UPDATE dispatcher.settlement SET settled_at = now() - interval '31 days'");
        run();
        assertEquals("3", Db.text(stores, "SELECT count(*) FROM dispatcher.attempt"));
        assertEquals(3, view(pending.toString()).getInt("attempts.size()"));
    }

    @Test
    void aDayInWhichVisibleRequestsHaveManyAttemptsStaysWhole() {
        UUID pending = Db.task(stores, URI);
        attempts(pending, OLD, 11);
        var day = new RetentionStore.Day(day(OLD), 0);

        assertEquals(new RetentionStore.Fate(false, 11), store.drop(day, 10, PATIENCE).await().atMost(PATIENCE));
        assertTrue(exists(OLD));
        assertEquals(new RetentionStore.Fate(true, 11), store.drop(day, 11, PATIENCE).await().atMost(PATIENCE));
        assertEquals(new RetentionStore.Fate(false, 0), store.drop(day, 11, PATIENCE).await().atMost(PATIENCE));
        assertEquals("11", Db.text(stores, "SELECT count(*) FROM dispatcher.attempt"));
    }

    @Test
    void doesTheSameHoweverManyReplicasRunAtOnceAndHoweverOften() {
        IntStream.range(0, 50).forEach(i -> ended(OLD, 1));
        UUID kept = ended(EDGE, 1);

        List<Uni<Void>> runs = IntStream.range(0, 4).mapToObj(i -> retention.run()).toList();
        Uni.join().all(runs).andFailFast().await().atMost(PATIENCE);
        run();

        assertEquals(List.of(kept.toString()), Db.texts(stores, "SELECT id FROM dispatcher.request"));
        assertFalse(exists(OLD));
        assertEquals("1", Db.text(stores, "SELECT count(*) FROM dispatcher.attempt"));
    }

    @Test
    void leavesARequestThatIsBeingPutBack() throws SQLException {
        UUID id = ended(OLD, 1);
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "DELETE FROM dispatcher.settlement WHERE request_id = ?", id);
            Db.run(rival, """
                    INSERT INTO dispatcher.task (id, destination_id, next_attempt_at, http_timeout_seconds, attempt_limit)
                    SELECT id, destination_id, now(), 30, 10 FROM dispatcher.request WHERE id = ?
                    """, id);
            run();
            rival.commit();
        }
        run();
        assertEquals("PENDING", view(id.toString()).getString("state"));
        assertEquals(1, view(id.toString()).getInt("attempts.size()"));
    }

    @Test
    void holdsNobodyUpForLongWhereSomebodyReadsTheAttempts() throws SQLException {
        ended(OLD, 1);
        try (Connection reader = stores.connect()) {
            reader.setAutoCommit(false);
            Db.run(reader, "SELECT count(*) FROM dispatcher.attempt");
            Uni<Void> run = retention.run().memoize().indefinitely();
            long begun = System.nanoTime();
            run.await().atMost(PATIENCE);
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) < 5, "it gives up after half a second");
            assertTrue(exists(OLD));
            reader.rollback();
        }
        run();
        assertFalse(exists(OLD));
    }

    @Test
    void noDayGoesThatIsNotOver() {
        var today = new RetentionStore.Day(LocalDate.now(ZoneOffset.UTC), 0);
        Uni<RetentionStore.Fate> drop = store.drop(today, 10, PATIENCE);

        assertThrows(Exception.class, () -> drop.await().atMost(PATIENCE));
    }

    private void run() {
        retention.run().await().atMost(PATIENCE);
    }

    private UUID ended(int daysAgo, int attempts) {
        UUID id = Db.ended(stores, URI, 1, "DELIVERED").getFirst();
        Db.run(stores,
                "UPDATE dispatcher.settlement SET settled_at = (?::date + time '12:00') AT TIME ZONE 'UTC' WHERE request_id = ?",
                day(daysAgo).toString(), id);
        attempts(id, daysAgo, attempts);
        return id;
    }

    private void attempts(UUID id, int daysAgo, int count) {
        Db.run(stores, """
                INSERT INTO dispatcher.attempt (request_id, number, started_at, duration_ms, status)
                SELECT ?, number, (?::date + time '11:00') AT TIME ZONE 'UTC', 1, 500 FROM generate_series(1, ?) AS number
                """, id, day(daysAgo).toString(), count);
    }

    private void partition(int daysAgo) {
        Db.run(stores,
                "CREATE TABLE dispatcher.%s PARTITION OF dispatcher.attempt FOR VALUES FROM ('%s 00:00Z') TO ('%s 00:00Z')"
                        .formatted(name(daysAgo), day(daysAgo), day(daysAgo - 1)));
        Db.run(stores, "ALTER TABLE dispatcher.%s OWNER TO steward_dispatcher_owner".formatted(name(daysAgo)));
    }

    private boolean exists(int daysAgo) {
        return Db.text(stores, "SELECT to_regclass('dispatcher.' || ?) IS NOT NULL", name(daysAgo)).equals("t");
    }

    private static String name(int daysAgo) {
        return "attempt_" + DateTimeFormatter.BASIC_ISO_DATE.format(day(daysAgo));
    }

    private static LocalDate day(int daysAgo) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo);
    }
}
