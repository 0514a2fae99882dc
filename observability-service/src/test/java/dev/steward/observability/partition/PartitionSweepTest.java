package dev.steward.observability.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("observability")
class PartitionSweepTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    PartitionSweep sweep;

    @Inject
    PartitionStore store;

    @InjectStores
    Stores stores;

    @Test
    void createsTodayAndTheDaysAheadOfEveryApi() throws SQLException {
        sweep.sweep().await().atMost(PATIENCE);
        for (String api : List.of("internal", "partner")) {
            assertEquals(15, count("""
                    SELECT count(*)
                      FROM observability.exchange_partition
                     WHERE api = '%s' AND day BETWEEN current_date AND current_date + 14
                    """.formatted(api)));
        }
        assertEquals(0, store.createAhead("internal", 14).await().atMost(PATIENCE));
    }

    @Test
    void replicasThatStartTogetherTakeTurns() throws SQLException {
        List<Uni<Integer>> together = IntStream.range(0, 6).mapToObj(i -> store.createAhead("internal", 21)).toList();
        List<Integer> created = Uni.join().all(together).andFailFast().await().atMost(PATIENCE);
        assertTrue(created.stream().filter(count -> count > 0).count() <= 1, created.toString());
        assertEquals(22, count("""
                SELECT count(*)
                  FROM observability.exchange_partition
                 WHERE api = 'internal' AND day BETWEEN current_date AND current_date + 21
                """));
    }

    @Test
    void everyPartitionHasTheIndexesOfTheWhole() throws SQLException {
        store.createAhead("internal", 0).await().atMost(PATIENCE);
        assertEquals(6, count("""
                SELECT count(*)
                  FROM pg_indexes
                 WHERE tablename = 'exchange_internal_' || to_char(current_date, 'YYYYMMDD')
                """));
        assertEquals(0, count("""
                SELECT count(*)
                  FROM pg_index i
                  JOIN pg_class c ON c.oid = i.indexrelid
                  JOIN pg_class t ON t.oid = i.indrelid
                 WHERE t.relname LIKE 'exchange\\_internal\\_2%' AND NOT c.relispartition
                """));
    }

    @Test
    void aNameThatIsNoneIsRefusedByTheDatabase() {
        for (String api : List.of("x'; DROP TABLE exchange; --", "Internal", "", "a".repeat(31))) {
            assertThrows(PgException.class, () -> store.createAhead(api, 0).await().atMost(PATIENCE), api);
        }
    }

    @Test
    void theServiceMayNeitherChangeNorRemoveWhatIsStored() throws SQLException {
        assertEquals(0, count("""
                SELECT count(*)
                  FROM pg_class c
                 WHERE c.relnamespace = 'observability'::regnamespace AND c.relname LIKE 'exchange%' AND c.relkind IN ('r', 'p')
                   AND has_table_privilege('steward_observability', c.oid, 'UPDATE, DELETE, TRUNCATE')
                """));
    }

    private long count(String sql) throws SQLException {
        try (var connection = stores.connect(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
