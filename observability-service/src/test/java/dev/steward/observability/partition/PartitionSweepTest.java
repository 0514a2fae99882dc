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
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        sweep.sweep().await().atMost(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Partner", "2nd", "a_b", "a.b", ""})
    void refusesToStartWithAnApiThatNoTableCanBeNamedAfter(String api) {
        ApiConfig config = () -> Map.of(api, () -> Period.ofDays(1));
        String reason = assertThrows(IllegalStateException.class, () -> new Partitions(store, config).check(null)).getMessage();
        assertTrue(reason.contains("steward.observability.api." + api + ".keep"), reason);
    }

    @Test
    void replicasThatStartTogetherTakeTurns() throws SQLException {
        List<Uni<Long>> together = IntStream.range(0, 6).mapToObj(i -> store.create(days("internal", 18, 5))).toList();
        List<Long> created = Uni.join().all(together).andFailFast().await().atMost(PATIENCE);
        assertEquals(5, created.stream().mapToLong(Long::longValue).sum(), created.toString());
    }

    @Test
    void everyPartitionHasTheIndexesOfTheWhole() throws SQLException {
        store.create(days("internal", 0, 1)).await().atMost(PATIENCE);
        assertEquals(7, count("""
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
            assertThrows(PgException.class, () -> store.create(days(api, 0, 1)).await().atMost(PATIENCE), api);
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

    private static List<Partition> days(String api, int first, int count) {
        LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(first);
        return IntStream.range(0, count).mapToObj(i -> new Partition(api, from.plusDays(i))).toList();
    }

    private long count(String sql) throws SQLException {
        try (var connection = stores.connect(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
