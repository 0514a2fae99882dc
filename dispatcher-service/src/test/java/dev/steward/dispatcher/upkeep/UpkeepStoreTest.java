package dev.steward.dispatcher.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class UpkeepStoreTest {
    private static final String URI = "http://receiver.test/hook";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    UpkeepStore store;

    @Inject
    UpkeepService upkeep;

    @InjectStores
    Stores stores;

    @Test
    void endsWhatHasExpiredAndNothingElse() {
        UUID waiting = expiring(-1);
        UUID inTime = expiring(60);
        UUID forEver = Db.task(stores, URI);
        UUID underWay = expiring(-1);
        UUID deadWorkers = expiring(-1);
        lease(underWay, 30);
        lease(deadWorkers, -1);

        assertEquals(2, store.expire(100).await().atMost(PATIENCE));

        assertEquals("EXPIRED Expired after 0 attempts.", settlement(waiting));
        assertEquals("EXPIRED Expired after 0 attempts.", settlement(deadWorkers));
        assertEquals(List.of(inTime, forEver, underWay).stream().map(UUID::toString).sorted().toList(),
                Db.texts(stores, "SELECT id FROM dispatcher.task").stream().sorted().toList());
    }

    @Test
    void endsEachOnceHoweverManyReplicasSweep() {
        Db.tasks(stores, URI, 60, 0);
        Db.run(stores, "UPDATE dispatcher.task SET expire_at = now() - interval '1 second'");
        List<Uni<Integer>> sweeps = IntStream.range(0, 8).mapToObj(i -> store.expire(20)).toList();
        int ended = Uni.join().all(sweeps).andFailFast().await().atMost(PATIENCE).stream().mapToInt(Integer::intValue).sum();
        upkeep.expire().await().atMost(PATIENCE);

        assertTrue(ended <= 60);
        assertEquals("60", Db.text(stores, "SELECT count(*) FROM dispatcher.settlement"));
        assertEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    @Test
    void createsPartitionsAheadOnceHoweverManyReplicasDo() {
        List<Uni<Integer>> creations = IntStream.range(0, 4).mapToObj(i -> store.createPartitions(9)).toList();
        List<Integer> created = Uni.join().all(creations).andFailFast().await().atMost(PATIENCE);

        assertEquals(2, created.stream().mapToInt(Integer::intValue).sum(), "the migration created those of the first week");
        assertEquals(0, store.createPartitions(9).await().atMost(PATIENCE));
    }

    @Test
    void leavesADayThatBeganWithoutAPartitionInTheDefaultOne() {
        Db.run(stores, """
                INSERT INTO dispatcher.attempt (request_id, number, started_at, duration_ms, status)
                VALUES (gen_random_uuid(), 1, date_trunc('day', now()) + interval '12 days 1 hour', 1, 200)
                """);

        assertTrue(store.createPartitions(13).await().atMost(PATIENCE) >= 1);
        assertEquals("0", Db.text(stores,
                "SELECT count(*) FROM pg_class WHERE relname = 'attempt_' || to_char(now() + interval '12 days', 'YYYYMMDD')"));
    }

    @Test
    void createsNoPartitionsForAMonthAndMore() {
        Uni<Integer> tooMany = store.createPartitions(32);

        assertThrows(Exception.class, () -> tooMany.await().atMost(PATIENCE));
    }

    @Test
    void forgetsKeysThatLostTheirMeaning() {
        key("old", 26);
        key("still-compared", 24);
        key("new", 0);

        assertEquals(1, store.forgetKeys(100).await().atMost(PATIENCE));
        assertEquals(List.of("new", "still-compared"),
                Db.texts(stores, "SELECT key FROM dispatcher.idempotency_key ORDER BY key"));
    }

    @Test
    void forgetsManyKeysSomeAtATimeAndWaitsForNobody() throws SQLException {
        Db.run(stores, """
                INSERT INTO dispatcher.idempotency_key
                SELECT 'key-' || i, gen_random_uuid(), '\\x00', now() - interval '2 days' FROM generate_series(1, 2500) AS i
                """);
        assertEquals(100, store.forgetKeys(100).await().atMost(PATIENCE));
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "SELECT FROM dispatcher.idempotency_key WHERE key = 'key-2500' FOR UPDATE");
            upkeep.housekeep().await().atMost(PATIENCE);
            rival.rollback();
        }
        assertEquals(List.of("key-2500"), Db.texts(stores, "SELECT key FROM dispatcher.idempotency_key"));
    }

    private UUID expiring(int inSeconds) {
        UUID id = Db.task(stores, URI);
        Db.run(stores, "UPDATE dispatcher.task SET expire_at = now() + make_interval(secs => ?) WHERE id = ?", inSeconds, id);
        return id;
    }

    private void lease(UUID id, int forSeconds) {
        Db.run(stores, """
                UPDATE dispatcher.task
                   SET lease_token = gen_random_uuid(), next_attempt_at = now() + make_interval(secs => ?)
                 WHERE id = ?
                """, forSeconds, id);
    }

    private void key(String key, int hoursAgo) {
        Db.run(stores,
                "INSERT INTO dispatcher.idempotency_key VALUES (?, gen_random_uuid(), '\\x00', now() - make_interval(hours => ?))",
                key, hoursAgo);
    }

    private String settlement(UUID id) {
        return Db.text(stores, "SELECT concat(state, ' ', reason) FROM dispatcher.settlement WHERE request_id = ?", id);
    }
}
