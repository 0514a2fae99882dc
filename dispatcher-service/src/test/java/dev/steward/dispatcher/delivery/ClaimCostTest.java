package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Claims.look;
import static dev.steward.dispatcher.delivery.Claims.roomy;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.postgres.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a claim reads depends on what it takes, and not on what waits or has been. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class ClaimCostTest {
    private static final String DEAD = "http://dead.test/";
    private static final String LIVELY = "http://lively.test/";

    @Inject
    ClaimStore store;

    @Inject
    Postgres postgres;

    @InjectStores
    Stores stores;

    @Test
    void readsNoMoreBecauseMoreIsPending() {
        Db.tasks(stores, LIVELY, 1000, 0);
        Db.tasks(stores, DEAD, 1000, 3600);
        int few = buffersOf(roomy(10));

        Db.tasks(stores, DEAD, 200_000, 7200);
        Db.run(stores, "ANALYZE dispatcher.task");
        int many = buffersOf(roomy(10));

        assertTrue(many <= 2 * few, "with 1,000: %d, with 200,000: %d".formatted(few, many));
    }

    /** As long as somebody's transaction is open nothing that is done can be cleaned away. */
    @Test
    void readsNoMoreBecauseOldTasksCannotBeCleanedAway() throws SQLException {
        Db.tasks(stores, LIVELY, 10, 0);
        int before = buffersOf(roomy(10));
        try (Connection holder = stores.connect()) {
            holder.setAutoCommit(false);
            holder.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Db.run(holder, "SELECT count(*) FROM dispatcher.task");
            Db.tasks(stores, LIVELY, 20_000, 60);
            Db.run(stores, "DELETE FROM dispatcher.task WHERE next_attempt_at < now() - interval '30 seconds'");
            int whole = buffersOf(roomy(10));
            assertTrue(whole > 4 * before, "there is something to be read: %d after %d".formatted(whole, before));
            Map<UUID, Instant> heads = look(store, roomy(10)).heads();
            putBack();

            int after = buffersOf(new Room(10, 1000, Map.of(), heads));

            assertTrue(after <= 2 * before, "before: %d, after: %d".formatted(before, after));
        }
    }

    /** What it leased is put back. */
    private int buffersOf(Room room) {
        int buffers = Buffers.of(postgres, ClaimStore.CLAIM, store.parameters(room, UUID.randomUUID()));
        putBack();
        return buffers;
    }

    private void putBack() {
        Db.run(stores, """
                UPDATE dispatcher.task
                   SET lease_token = NULL, next_attempt_at = now() - interval '1 second'
                 WHERE lease_token IS NOT NULL
                """);
    }
}
