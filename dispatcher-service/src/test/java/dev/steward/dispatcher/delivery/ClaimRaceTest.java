package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Claims.claim;
import static dev.steward.dispatcher.delivery.Claims.claimTogether;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class ClaimRaceTest {
    private static final String URI = "http://receiver.test/hook";

    @Inject
    ClaimStore store;

    @InjectStores
    Stores stores;

    @Test
    void claimsEachDueTaskOnceHoweverManyWorkersRace() {
        for (int host = 0; host < 20; host++) {
            Db.tasks(stores, "http://host" + host + ".test/", 10, 0);
        }
        Set<UUID> seen = new HashSet<>();
        int claimed = 0;
        while (claimed < 200) {
            List<Task> round = claimTogether(store, 8, 7);
            assertFalse(round.isEmpty(), "after " + claimed);
            claimed += round.size();
            round.forEach(task -> seen.add(task.id()));
        }
        assertEquals(200, claimed);
        assertEquals(200, seen.size());
    }

    @Test
    void neverExceedsADestinationsConcurrencyHoweverManyWorkersRace() {
        Db.tasks(stores, URI, 100, 0);
        Db.run(stores, "UPDATE dispatcher.destination SET concurrency = 5");

        int claimed = 0;
        for (int round = 0; round < 10; round++) {
            claimed += claimTogether(store, 8, 3).size();
        }
        assertEquals(5, claimed);
    }

    /** The statement that sees it began before the lease was taken; what it asks meanwhile must tell of it all the same. */
    @Test
    void asksWhatIsInFlightWithASnapshotOfItsOwn() throws Exception {
        Db.task(stores, URI);
        try (Connection lock = stores.connect()) {
            lock.setAutoCommit(false);
            Db.run(lock, "SELECT pg_advisory_xact_lock(4711)");
            var asking = CompletableFuture.supplyAsync(() -> Db.text(stores, """
                    WITH waiting AS MATERIALIZED (SELECT pg_advisory_xact_lock(4711))
                    SELECT concat((SELECT count(*) FROM dispatcher.task WHERE lease_token IS NOT NULL), ' ',
                                  dispatcher.in_flight(d.id))
                      FROM waiting CROSS JOIN dispatcher.destination d
                    """));
            await().until(() -> Db.text(stores, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                    .equals("1"));
            claim(store, 1);
            lock.rollback();

            assertEquals("0 1", asking.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void skipsADestinationThatAnotherWorkerHoldsAndWaitsForNobody() throws SQLException {
        Db.task(stores, URI);
        UUID elsewhere = Db.task(stores, "http://elsewhere.test/");
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "SELECT FROM dispatcher.destination WHERE origin = 'http://receiver.test:80' FOR NO KEY UPDATE");

            assertEquals(List.of(elsewhere), claim(store, 10).stream().map(Task::id).toList());
            rival.rollback();
        }
        assertEquals(1, claim(store, 10).size());
    }

    @Test
    void skipsATaskThatIsJustBeingCancelledAndWaitsForNobody() throws SQLException {
        UUID id = Db.task(stores, URI, 10);
        UUID other = Db.task(stores, URI);
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "DELETE FROM dispatcher.task WHERE id = ?", id);

            assertEquals(List.of(other), claim(store, 10).stream().map(Task::id).toList());
            rival.commit();
        }
        assertTrue(claim(store, 10).isEmpty());
    }

    @Test
    void doesNotHoldUpWhoEnqueuesWhileItClaims() throws SQLException {
        Db.task(stores, URI);
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "SELECT FROM dispatcher.destination FOR NO KEY UPDATE");

            Db.task(stores, URI);
            rival.rollback();
        }
        assertEquals(2, claim(store, 10).size());
    }
}
