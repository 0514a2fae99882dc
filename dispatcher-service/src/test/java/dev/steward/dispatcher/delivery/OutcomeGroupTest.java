package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Claims.PATIENCE;
import static dev.steward.dispatcher.delivery.Claims.backdate;
import static dev.steward.dispatcher.delivery.Claims.claim;
import static dev.steward.dispatcher.delivery.Outcomes.attempts;
import static dev.steward.dispatcher.delivery.Outcomes.conclusion;
import static dev.steward.dispatcher.delivery.Outcomes.delivered;
import static dev.steward.dispatcher.delivery.Outcomes.settlement;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.dispatcher.RequestState;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many outcomes in one transaction. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class OutcomeGroupTest {
    private static final String URI = "http://receiver.test/hook";

    @Inject
    ClaimStore claims;

    @Inject
    OutcomeStore outcomes;

    @Inject
    Recorder recorder;

    @InjectStores
    Stores stores;

    @Test
    void givesEachWhatFollowsForIt() {
        List<UUID> ids = Db.tasks(stores, URI, 5, 100);
        List<Task> tasks = claim(claims, 5);

        List<Recorded> recorded = Outcomes.record(outcomes,
                delivered(tasks.get(0)),
                conclusion(tasks.get(1), new Outcome.Answered(500, "no"), new Decision.Retry(Duration.ofSeconds(10))),
                conclusion(tasks.get(2), new Outcome.Unsent(), new Decision.HandBack()),
                conclusion(tasks.get(3), new Outcome.Unanswered("refused"),
                        new Decision.Ended(RequestState.FAILED, "none left")),
                conclusion(tasks.get(4), new Outcome.Unsent(), new Decision.Ended(RequestState.EXPIRED, "late")));

        assertEquals(Collections.nCopies(5, Recorded.DONE), recorded);
        assertEquals("DELIVERED Answered 200. 1/5", settlement(stores, ids.get(0)));
        assertEquals(List.of("1 500 - no"), attempts(stores, ids.get(1)));
        assertEquals(ids.get(2), claim(claims, 5).getFirst().id());
        assertEquals("FAILED none left 1/5", settlement(stores, ids.get(3)));
        assertEquals(List.of("1 - refused -"), attempts(stores, ids.get(3)));
        assertEquals("EXPIRED late 0/5", settlement(stores, ids.get(4)));
    }

    @Test
    void letsALeaseThatIsLostInTheMiddleDisturbNobody() {
        List<UUID> ids = Db.tasks(stores, URI, 3, 100);
        List<Task> tasks = claim(claims, 3);
        backdate(stores, ids.get(1));
        Task taken = claim(claims, 1).getFirst();

        List<Recorded> recorded = Outcomes.record(outcomes, delivered(tasks.get(0)), delivered(tasks.get(1)),
                delivered(tasks.get(2)));

        assertEquals(List.of(Recorded.DONE, Recorded.LOST, Recorded.DONE), recorded);
        assertEquals(List.of(), attempts(stores, ids.get(1)));
        assertEquals(List.of(Recorded.DONE), Outcomes.record(outcomes, delivered(taken)));
    }

    @Test
    void waitsForNobodyWhoIsJustChangingATask() throws SQLException {
        List<UUID> ids = Db.tasks(stores, URI, 3, 100);
        List<Task> tasks = claim(claims, 3);
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "DELETE FROM dispatcher.task WHERE id = ?", ids.get(1));

            assertEquals(List.of(Recorded.DONE, Recorded.BUSY, Recorded.DONE), Outcomes.record(outcomes,
                    delivered(tasks.get(0)), delivered(tasks.get(1)), delivered(tasks.get(2))));
            rival.commit();
        }
        assertEquals(List.of(Recorded.LOST), Outcomes.record(outcomes, delivered(tasks.get(1))));
    }

    @Test
    void triesAgainUntilWhoeverChangedTheTaskIsDone() throws SQLException {
        UUID id = Db.task(stores, URI);
        Task task = claim(claims, 1).getFirst();
        CompletableFuture<Boolean> recording;
        try (Connection rival = stores.connect()) {
            rival.setAutoCommit(false);
            Db.run(rival, "SELECT FROM dispatcher.task WHERE id = ? FOR UPDATE", id);
            recording = recorder.record(delivered(task)).subscribeAsCompletionStage();
            // Whoever comes meanwhile is not held up.
            UUID other = Db.task(stores, URI);
            assertTrue(recorder.record(delivered(claim(claims, 1).getFirst())).await().atMost(PATIENCE));
            assertEquals("DELIVERED Answered 200. 1/5", settlement(stores, other));
            assertFalse(recording.isDone());
            rival.rollback();
        }
        assertTrue(recording.join());
        assertEquals("DELIVERED Answered 200. 1/5", settlement(stores, id));
    }

    /** Which is tried until its lease ends. */
    @Test
    void recordsTheOthersWhereOneCannotBeStored() {
        List<UUID> ids = Db.tasks(stores, URI, 20, 0);
        Db.run(stores, "UPDATE dispatcher.task SET http_timeout_seconds = 1");
        var recordings = new ArrayList<CompletableFuture<Boolean>>();
        for (Task task : claim(claims, 16)) {
            Outcome outcome = new Outcome.Answered(200, task.id().equals(ids.get(7)) ? "no \0 text" : "fine");
            recordings.add(recorder.record(conclusion(task, outcome, new Decision.Ended(RequestState.DELIVERED, "Fine.")))
                    .onFailure().recoverWithItem(false)
                    .subscribeAsCompletionStage());
        }

        assertEquals(15, recordings.stream().filter(CompletableFuture::join).count());
        assertEquals(List.of(), attempts(stores, ids.get(7)));
        assertEquals("15", Db.text(stores, "SELECT count(*) FROM dispatcher.settlement"));
    }

    @Test
    void recordsAThousandAtOnce() {
        Db.tasks(stores, URI, 1000, 0);
        Db.run(stores, "UPDATE dispatcher.destination SET concurrency = 1000");
        var conclusions = claim(claims, 250).stream().map(Outcomes::delivered).collect(Collectors.toList());
        while (conclusions.size() < 1000) {
            conclusions.addAll(claim(claims, 250).stream().map(Outcomes::delivered).toList());
        }

        List<Recorded> recorded = outcomes.record(conclusions).await().atMost(PATIENCE);

        assertEquals(Collections.nCopies(1000, Recorded.DONE), recorded);
        assertEquals("1000", Db.text(stores, "SELECT count(*) FROM dispatcher.attempt"));
        assertEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }
}
