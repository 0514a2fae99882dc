package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Claims.PATIENCE;
import static dev.steward.dispatcher.delivery.Claims.backdate;
import static dev.steward.dispatcher.delivery.Claims.claim;
import static dev.steward.dispatcher.delivery.Claims.together;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class OutcomeStoreTest {
    private static final String URI = "http://receiver.test/hook";
    private static final Decision DELIVERED = new Decision.Ended(RequestState.DELIVERED, "Answered 200.");

    @Inject
    ClaimStore store;

    @Inject
    OutcomeStore outcomes;

    @Inject
    Postgres postgres;

    @InjectStores
    Stores stores;

    @Test
    void settlesADeliveredTaskWithItsAttempt() {
        UUID id = Db.task(stores, URI);
        Task task = claim(store, 1).getFirst();

        assertTrue(record(task, new Outcome.Answered(200, "fine"), DELIVERED));

        assertEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
        assertEquals("DELIVERED Answered 200. 1/5", settlement(id));
        assertEquals(List.of("1 200 - fine"), attempts(id));
    }

    @Test
    void countsAttemptsAndWaitsForTheInterval() {
        UUID id = Db.task(stores, URI);
        Task task = claim(store, 1).getFirst();

        assertTrue(record(task, new Outcome.Unanswered("refused"), new Decision.Retry(Duration.ofSeconds(10))));
        assertTrue(claim(store, 1).isEmpty());
        assertEquals("10", Db.text(stores,
                "SELECT round(extract(epoch FROM next_attempt_at - now()))::text FROM dispatcher.task WHERE id = ?", id));

        backdate(stores, id);
        Task again = claim(store, 1).getFirst();
        assertEquals(2, again.number());
        assertTrue(record(again, new Outcome.Answered(500, "no"), new Decision.Ended(RequestState.FAILED, "none left")));
        assertEquals(List.of("1 - refused -", "2 500 - no"), attempts(id));
        assertEquals("FAILED none left 2/5", settlement(id));
    }

    @Test
    void handsBackWithoutBurningAnAttemptOrItsPlaceInTheQueue() {
        UUID id = Db.task(stores, URI, 100);
        Task task = claim(store, 1).getFirst();

        assertTrue(record(task, new Outcome.Unsent(), new Decision.HandBack()));

        Task again = claim(store, 1).getFirst();
        assertEquals(id, again.id());
        assertEquals(1, again.number());
        assertEquals(task.due(), again.due());
        assertEquals(List.of(), attempts(id));
    }

    @Test
    void endsWhatWasNotSentWithoutAnAttempt() {
        UUID id = Db.task(stores, URI);

        assertTrue(record(claim(store, 1).getFirst(), new Outcome.Unsent(), new Decision.Ended(RequestState.EXPIRED, "late")));

        assertEquals("EXPIRED late 0/5", settlement(id));
        assertEquals(List.of(), attempts(id));
    }

    @Test
    void letsALateOutcomeChangeNothing() {
        UUID id = Db.task(stores, URI);
        Task zombie = claim(store, 1).getFirst();
        backdate(stores, id);
        Task current = claim(store, 1).getFirst();

        assertFalse(record(zombie, new Outcome.Answered(200, ""), DELIVERED));
        assertFalse(record(zombie, new Outcome.Answered(500, ""), new Decision.Retry(Duration.ofSeconds(1))));
        assertFalse(record(zombie, new Outcome.Unsent(), new Decision.HandBack()));
        assertFalse(record(zombie, new Outcome.Unsent(), new Decision.Ended(RequestState.EXPIRED, "late")));
        assertEquals(List.of(), attempts(id));
        assertTrue(claim(store, 1).isEmpty());

        assertTrue(record(current, new Outcome.Answered(404, "gone"), new Decision.Ended(RequestState.STOPPED, "stop")));
        assertFalse(record(zombie, new Outcome.Answered(200, ""), DELIVERED));
        assertEquals("STOPPED stop 1/5", settlement(id));
        assertEquals(List.of("1 404 - gone"), attempts(id));
    }

    @Test
    void recordsAnOutcomeOnceHoweverOftenItIsTried() {
        UUID id = Db.task(stores, URI);
        Task task = claim(store, 1).getFirst();
        Attempt attempt = Outcomes.attempt(new Outcome.Answered(500, ""));

        List<Boolean> recorded = together(IntStream.range(0, 8)
                .mapToObj(i -> outcomes
                        .record(List.of(new Conclusion(task, attempt, new Decision.Retry(Duration.ofSeconds(10))))))
                .map(one -> one.map(results -> results.getFirst() == Recorded.DONE))
                .toList());

        assertEquals(1, recorded.stream().filter(done -> done).count());
        assertEquals(1, attempts(id).size());
    }

    @Test
    void keepsAnAttemptInThePartitionOfItsDayAndOneOfAnyOtherTimeToo() {
        UUID id = Db.task(stores, URI);
        Task task = claim(store, 1).getFirst();
        record(task, new Outcome.Answered(500, ""), new Decision.Retry(Duration.ofSeconds(10)));
        backdate(stores, id);
        Task again = claim(store, 1).getFirst();
        Attempt farOff = new Attempt(Instant.parse("2001-01-01T00:00:00Z"), Duration.ZERO, new Outcome.Answered(200, ""));
        outcomes.record(List.of(new Conclusion(again, farOff, DELIVERED))).await().atMost(PATIENCE);

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

    private boolean record(Task task, Outcome outcome, Decision decision) {
        return Outcomes.record(outcomes, Outcomes.conclusion(task, outcome, decision)).getFirst() == Recorded.DONE;
    }

    private String settlement(UUID id) {
        return Outcomes.settlement(stores, id);
    }

    private List<String> attempts(UUID id) {
        return Outcomes.attempts(stores, id);
    }
}
