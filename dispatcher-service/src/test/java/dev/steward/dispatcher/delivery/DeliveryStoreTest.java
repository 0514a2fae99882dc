package dev.steward.dispatcher.delivery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.dispatcher.RequestState;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.postgres.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class DeliveryStoreTest {
    private static final String URI = "http://receiver.test/hook";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Decision DELIVERED = new Decision.Ended(RequestState.DELIVERED, "Answered 200.");

    @Inject
    DeliveryStore store;

    @Inject
    Postgres postgres;

    @InjectStores
    Stores stores;

    @Test
    void claimsWhatIsDueOldestFirstWithAllThatSendingTakes() {
        UUID second = Db.task(stores, URI, 10);
        UUID first = Db.task(stores, URI, 20);
        UUID later = Db.task(stores, URI, -60);

        List<Task> claimed = claim(10);

        assertEquals(List.of(first, second), claimed.stream().map(Task::id).toList());
        Task task = claimed.getFirst();
        assertEquals(new Task.Content("POST", URI, "a.b.c", Map.of(), "a".repeat(32)), task.content());
        assertEquals(List.of(404, 418), task.stopCodes());
        assertEquals(1, task.number());
        assertEquals(5, task.attemptLimit());
        assertEquals(Duration.ofSeconds(10), task.interval());
        assertEquals(Duration.ofSeconds(30), task.httpTimeout());
        assertTrue(Duration.between(task.due(), task.lease().grantedAt()).toSeconds() >= 20);
        assertTrue(claim(10).isEmpty());
        assertEquals("1", Db.text(stores, "SELECT count(*) FROM dispatcher.task WHERE id = ? AND lease_token IS NULL", later));
    }

    @Test
    void leasesForTheTimeoutAndTheMargin() {
        UUID id = Db.task(stores, URI);
        claim(1);

        assertEquals("40", Db.text(stores,
                "SELECT round(extract(epoch FROM next_attempt_at - now()))::text FROM dispatcher.task WHERE id = ?", id));
    }

    @Test
    void claimsEachDueTaskOnceHoweverManyWorkersRace() {
        for (int host = 0; host < 20; host++) {
            Db.tasks(stores, "http://host" + host + ".test/", 10, 0);
        }
        Set<UUID> seen = new HashSet<>();
        int claimed = 0;
        while (claimed < 200) {
            List<Task> round = claimTogether(8, 7);
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
            claimed += claimTogether(8, 3).size();
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
            claim(1);
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

            assertEquals(List.of(elsewhere), claim(10).stream().map(Task::id).toList());
            rival.rollback();
        }
        assertEquals(1, claim(10).size());
    }

    @Test
    void skipsATaskThatIsJustBeingCancelledAndWaitsForNobody() throws SQLException {
        UUID id = Db.task(stores, URI, 10);
        UUID other = Db.task(stores, URI);
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "DELETE FROM dispatcher.task WHERE id = ?", id);

            assertEquals(List.of(other), claim(10).stream().map(Task::id).toList());
            rival.commit();
        }
        assertTrue(claim(10).isEmpty());
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
        assertEquals(2, claim(10).size());
    }

    @Test
    void givesEveryDestinationItsTurn() {
        Db.tasks(stores, "http://dead.test/", 100, 3600);
        UUID fresh = Db.task(stores, URI);
        UUID other = Db.task(stores, "http://other.test/");

        Set<UUID> claimed = ids(claim(4));

        assertEquals(4, claimed.size());
        assertTrue(claimed.containsAll(Set.of(fresh, other)));
    }

    @Test
    void servesTheLeastBusyDestinationFirst() {
        Db.tasks(stores, "http://dead.test/", 20, 3600);
        claim(10);
        UUID fresh = Db.task(stores, URI);

        assertEquals(Set.of(fresh), ids(claim(1)));
    }

    @Test
    void leavesRoomForOthersHoweverManyTasksSomeDestinationsHave() {
        for (int host = 0; host < 4; host++) {
            Db.tasks(stores, "http://dead" + host + ".test/", 50, 3600);
        }
        List<Task> dead = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            dead.addAll(claim(64 - dead.size(), dead));
        }
        Map<UUID, Long> held = dead.stream().collect(Collectors.groupingBy(Task::destination, Collectors.counting()));
        assertEquals(4, held.size());
        assertTrue(held.values().stream().allMatch(tasks -> tasks >= 7 && tasks <= 10), held.toString());

        List<UUID> fresh = Db.tasks(stores, URI, 5, 0);
        assertTrue(ids(claim(64 - dead.size(), dead)).containsAll(fresh));
    }

    @Test
    void letsOneDestinationHaveAllThatItMayWhileTheReplicaIsFree() {
        Db.tasks(stores, URI, 50, 0);

        assertEquals(16, claim(64, List.of()).size());
    }

    @Test
    void letsEveryDestinationHaveOneHoweverLittleRoomThereIs() {
        List<Task> busy = new ArrayList<>();
        Db.tasks(stores, "http://busy.test/", 5, 10);
        busy.addAll(claim(3, List.of()));
        assertEquals(1, busy.size());
        UUID fresh = Db.task(stores, URI);

        assertEquals(Set.of(fresh), ids(claim(2, busy)));
    }

    @Test
    void leasesForAMarginOfNoWholeSecondsToo() {
        UUID id = Db.task(stores, URI);
        var exact = new DeliveryStore(postgres,
                new HttpSenderTest.Settings(true, 100, 64, 16, Duration.ofMillis(1900), PATIENCE,
                        PATIENCE, PATIENCE));
        exact.claim(new Room(1, 1000, Map.of())).await().atMost(PATIENCE);

        assertEquals("true", Db.text(stores,
                "SELECT (next_attempt_at > now() + interval '31 seconds')::text FROM dispatcher.task WHERE id = ?", id));
    }

    @Test
    void leavesAPausedDestinationAlone() {
        Db.task(stores, URI);
        Db.run(stores, "UPDATE dispatcher.destination SET paused = true");

        assertTrue(claim(10).isEmpty());
        assertNull(store.untilNextDue().await().atMost(PATIENCE));
    }

    @Test
    void settlesADeliveredTaskWithItsAttempt() {
        UUID id = Db.task(stores, URI);
        Task task = claim(1).getFirst();

        assertTrue(record(task, new Outcome.Answered(200, "fine"), DELIVERED));

        assertEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
        assertEquals("DELIVERED Answered 200. 1/5", settlement(id));
        assertEquals(List.of("1 200 - fine"), attempts(id));
    }

    @Test
    void countsAttemptsAndWaitsForTheInterval() {
        UUID id = Db.task(stores, URI);
        Task task = claim(1).getFirst();

        assertTrue(record(task, new Outcome.Unanswered("refused"), new Decision.Retry(Duration.ofSeconds(10))));
        assertTrue(claim(1).isEmpty());
        assertEquals("10", Db.text(stores,
                "SELECT round(extract(epoch FROM next_attempt_at - now()))::text FROM dispatcher.task WHERE id = ?", id));

        backdate(id);
        Task again = claim(1).getFirst();
        assertEquals(2, again.number());
        assertTrue(record(again, new Outcome.Answered(500, "no"), new Decision.Ended(RequestState.FAILED, "none left")));
        assertEquals(List.of("1 - refused -", "2 500 - no"), attempts(id));
        assertEquals("FAILED none left 2/5", settlement(id));
    }

    @Test
    void handsBackWithoutBurningAnAttemptOrItsPlaceInTheQueue() {
        UUID id = Db.task(stores, URI, 100);
        Task task = claim(1).getFirst();

        assertTrue(record(task, new Outcome.Unsent(), new Decision.HandBack()));

        Task again = claim(1).getFirst();
        assertEquals(id, again.id());
        assertEquals(1, again.number());
        assertEquals(task.due(), again.due());
        assertEquals(List.of(), attempts(id));
    }

    @Test
    void endsWhatWasNotSentWithoutAnAttempt() {
        UUID id = Db.task(stores, URI);

        assertTrue(record(claim(1).getFirst(), new Outcome.Unsent(), new Decision.Ended(RequestState.EXPIRED, "late")));

        assertEquals("EXPIRED late 0/5", settlement(id));
        assertEquals(List.of(), attempts(id));
    }

    @Test
    void leavesALeasedTaskAloneUntilItsLeaseLapses() {
        UUID id = Db.task(stores, URI);
        Task dead = claim(1).getFirst();
        assertTrue(claim(1).isEmpty());

        backdate(id);
        Task taken = claim(1).getFirst();

        assertEquals(id, taken.id());
        assertEquals(dead.number(), taken.number());
    }

    @Test
    void letsALateOutcomeChangeNothing() {
        UUID id = Db.task(stores, URI);
        Task zombie = claim(1).getFirst();
        backdate(id);
        Task current = claim(1).getFirst();

        assertFalse(record(zombie, new Outcome.Answered(200, ""), DELIVERED));
        assertFalse(record(zombie, new Outcome.Answered(500, ""), new Decision.Retry(Duration.ofSeconds(1))));
        assertFalse(record(zombie, new Outcome.Unsent(), new Decision.HandBack()));
        assertFalse(record(zombie, new Outcome.Unsent(), new Decision.Ended(RequestState.EXPIRED, "late")));
        assertEquals(List.of(), attempts(id));
        assertTrue(claim(1).isEmpty());

        assertTrue(record(current, new Outcome.Answered(404, "gone"), new Decision.Ended(RequestState.STOPPED, "stop")));
        assertFalse(record(zombie, new Outcome.Answered(200, ""), DELIVERED));
        assertEquals("STOPPED stop 1/5", settlement(id));
        assertEquals(List.of("1 404 - gone"), attempts(id));
    }

    @Test
    void recordsAnOutcomeOnceHoweverOftenItIsTried() {
        UUID id = Db.task(stores, URI);
        Task task = claim(1).getFirst();
        Attempt attempt = attempt(new Outcome.Answered(500, ""));

        List<Boolean> recorded = together(IntStream.range(0, 8)
                .mapToObj(i -> store.record(task, attempt, new Decision.Retry(Duration.ofSeconds(10)))).toList());

        assertEquals(1, recorded.stream().filter(done -> done).count());
        assertEquals(1, attempts(id).size());
    }

    @Test
    void saysWhenTheNextIsDue() {
        assertNull(store.untilNextDue().await().atMost(PATIENCE));
        Db.task(stores, URI, -60);
        Db.task(stores, "http://other.test/", -30);

        Duration soonest = store.untilNextDue().await().atMost(PATIENCE);
        assertTrue(soonest.compareTo(Duration.ofSeconds(30)) <= 0 && soonest.compareTo(Duration.ofSeconds(15)) > 0,
                soonest.toString());

        Db.task(stores, URI, 5);
        assertTrue(store.untilNextDue().await().atMost(PATIENCE).isNegative());
    }

    @Test
    void keepsAnAttemptInThePartitionOfItsDayAndOneOfAnyOtherTimeToo() {
        UUID id = Db.task(stores, URI);
        Task task = claim(1).getFirst();
        record(task, new Outcome.Answered(500, ""), new Decision.Retry(Duration.ofSeconds(10)));
        backdate(id);
        Task again = claim(1).getFirst();
        Attempt farOff = new Attempt(Instant.parse("2001-01-01T00:00:00Z"), Duration.ZERO, new Outcome.Answered(200, ""));
        store.record(again, farOff, DELIVERED).await().atMost(PATIENCE);

        List<String> partitions = Db.texts(stores,
                "SELECT tableoid::regclass::text FROM dispatcher.attempt WHERE request_id = ? ORDER BY number", id);
        assertTrue(partitions.getFirst().matches("dispatcher\\.attempt_\\d{8}"), partitions.toString());
        assertEquals("dispatcher.attempt_default", partitions.getLast());
    }

    @Test
    void mayNotRewriteTheHistoryOfAttempts() {
        assertThrows(Exception.class,
                () -> postgres.update("UPDATE attempt SET status = 200", Tuple.tuple()).await().atMost(PATIENCE));
        assertThrows(Exception.class, () -> postgres.update("DELETE FROM attempt", Tuple.tuple()).await().atMost(PATIENCE));
        assertThrows(Exception.class, () -> postgres.query("SELECT * FROM attempt_default").await().atMost(PATIENCE));
        assertThrows(Exception.class, () -> postgres.query("CREATE TABLE mine ()").await().atMost(PATIENCE));
    }

    private List<Task> claim(int limit) {
        return store.claim(roomy(limit)).await().atMost(PATIENCE);
    }

    private List<Task> claim(int free, List<Task> underWay) {
        var slots = new Slots(free + underWay.size(), 100);
        underWay.forEach(slots::take);
        return store.claim(slots.room()).await().atMost(PATIENCE);
    }

    /** Of a replica that has nothing under way. */
    private static Room roomy(int limit) {
        return new Room(limit, 1000, Map.of());
    }

    private List<Task> claimTogether(int workers, int limit) {
        return together(IntStream.range(0, workers).mapToObj(i -> store.claim(roomy(limit))).toList()).stream()
                .flatMap(List::stream).toList();
    }

    private static <T> List<T> together(List<Uni<T>> work) {
        return Uni.join().all(work).andFailFast().await().atMost(PATIENCE);
    }

    private boolean record(Task task, Outcome outcome, Decision decision) {
        return store.record(task, attempt(outcome), decision).await().atMost(PATIENCE);
    }

    private static Attempt attempt(Outcome outcome) {
        return new Attempt(Instant.now(), Duration.ofMillis(12), outcome);
    }

    private void backdate(UUID id) {
        Db.run(stores, "UPDATE dispatcher.task SET next_attempt_at = now() - interval '1 second' WHERE id = ?", id);
    }

    private String settlement(UUID id) {
        return Db.text(stores, """
                SELECT concat(state, ' ', reason, ' ', attempts, '/', attempt_limit)
                  FROM dispatcher.settlement
                 WHERE request_id = ?
                """, id);
    }

    private List<String> attempts(UUID id) {
        return Db.texts(stores,
                """
                        SELECT concat_ws(' ', number, coalesce(status::text, '-'), coalesce(error, '-'), coalesce(response_excerpt, '-'))
                          FROM dispatcher.attempt
                         WHERE request_id = ?
                         ORDER BY number
                        """,
                id);
    }

    private static Set<UUID> ids(List<Task> tasks) {
        return tasks.stream().map(Task::id).collect(Collectors.toSet());
    }
}
