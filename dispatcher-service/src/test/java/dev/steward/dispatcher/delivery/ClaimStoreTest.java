package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.Claims.backdate;
import static dev.steward.dispatcher.delivery.Claims.claim;
import static dev.steward.dispatcher.delivery.Claims.ids;
import static dev.steward.dispatcher.delivery.Claims.look;
import static dev.steward.dispatcher.delivery.Claims.roomy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.dispatcher.target.Target;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.postgres.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class ClaimStoreTest {
    private static final String URI = "http://receiver.test/hook";

    private static final Room NOTHING_FREE = new Room(0, 0, Map.of(), Map.of());

    @Inject
    ClaimStore store;

    @Inject
    Postgres postgres;

    @InjectStores
    Stores stores;

    @Test
    void claimsWhatIsDueOldestFirstWithAllThatSendingTakes() {
        UUID second = Db.task(stores, URI, 10);
        UUID first = Db.task(stores, URI, 20);
        UUID later = Db.task(stores, URI, -60);

        List<Task> claimed = claim(store, 10);

        assertEquals(List.of(first, second), claimed.stream().map(Task::id).toList());
        Task task = claimed.getFirst();
        assertEquals(new Task.Content("POST", URI, "a.b.c", Map.of(), "a".repeat(32)), task.content());
        assertEquals(List.of(404, 418), task.stopCodes());
        assertEquals(1, task.number());
        assertEquals(5, task.attemptLimit());
        assertEquals(Duration.ofSeconds(10), task.pace().interval());
        assertEquals(Duration.ofSeconds(30), task.httpTimeout());
        assertTrue(Duration.between(task.due(), task.lease().grantedAt()).toSeconds() >= 20);
        assertTrue(claim(store, 10).isEmpty());
        assertEquals("1", Db.text(stores, "SELECT count(*) FROM dispatcher.task WHERE id = ? AND lease_token IS NULL", later));
    }

    @Test
    void leasesForTheTimeoutAndTheMargin() {
        UUID id = Db.task(stores, URI);
        claim(store, 1);

        assertEquals("40", Db.text(stores,
                "SELECT round(extract(epoch FROM next_attempt_at - now()))::text FROM dispatcher.task WHERE id = ?", id));
    }

    @Test
    void leasesForAMarginOfNoWholeSecondsToo() {
        UUID id = Db.task(stores, URI);
        var exact = new ClaimStore(postgres, Settings.leaseMargin(Duration.ofMillis(1900)));
        claim(exact, 1);

        assertEquals("true", Db.text(stores,
                "SELECT (next_attempt_at > now() + interval '31 seconds')::text FROM dispatcher.task WHERE id = ?", id));
    }

    @Test
    void leavesAPausedDestinationAlone() {
        Db.task(stores, URI);
        Db.run(stores, "UPDATE dispatcher.destination SET paused = true");

        assertTrue(claim(store, 10).isEmpty());
        assertNull(look(store, roomy(10)).untilNextDue());
    }

    @Test
    void leavesALeasedTaskAloneUntilItsLeaseLapses() {
        UUID id = Db.task(stores, URI);
        Task dead = claim(store, 1).getFirst();
        assertTrue(claim(store, 1).isEmpty());

        backdate(stores, id);
        Task taken = claim(store, 1).getFirst();

        assertEquals(id, taken.id());
        assertEquals(dead.number(), taken.number());
    }

    @Test
    void saysWhenTheNextIsDueAsFarAheadAsTheWorkerWouldSleep() {
        var looking = new ClaimStore(postgres, Settings.poll(Duration.ofSeconds(45)));
        assertNull(look(looking, NOTHING_FREE).untilNextDue());
        Db.task(stores, URI, -60);
        assertNull(look(looking, NOTHING_FREE).untilNextDue());
        Db.task(stores, "http://other.test/", -30);

        Duration soonest = look(looking, NOTHING_FREE).untilNextDue();
        assertTrue(soonest.compareTo(Duration.ofSeconds(30)) <= 0 && soonest.compareTo(Duration.ofSeconds(15)) > 0,
                soonest.toString());

        Db.task(stores, URI, 5);
        assertTrue(look(looking, NOTHING_FREE).leftOverdue());
    }

    @Test
    void saysThatSomethingIsLeftThatItCouldNotTake() {
        Db.tasks(stores, URI, 3, 10);

        assertTrue(look(store, roomy(2)).leftOverdue());
        assertFalse(look(store, roomy(2)).leftOverdue());
    }

    @Test
    void saysWhereTheTasksOfADestinationBegin() {
        List<UUID> ids = Db.tasks(stores, URI, 3, 60);
        UUID destination = Target.of(URI).destinationId();

        Claim first = look(store, roomy(2));

        assertEquals(ids.getLast(), claim(store, 1).getFirst().id());
        assertEquals(first.tasks().getLast().due().plusSeconds(1), first.heads().get(destination));
    }

    /** A transaction may have begun before the claim and commit after it: what it brings must not lie before the head. */
    @Test
    void letsAHeadStayAFewSecondsBehind() {
        UUID destination = Target.of(URI).destinationId();
        Db.task(stores, URI);

        Claim claim = look(store, roomy(1));

        Duration behind = Duration.between(claim.heads().get(destination), claim.tasks().getFirst().lease().grantedAt());
        assertEquals(Duration.ofSeconds(5), behind);
    }

    @Test
    void looksFromTheHeadOnOnly() {
        UUID old = Db.task(stores, URI, 60);
        UUID young = Db.task(stores, URI, 10);
        UUID destination = Target.of(URI).destinationId();
        var since = new HashMap<UUID, Instant>();
        since.put(destination, Instant.now().minusSeconds(30));

        assertEquals(Set.of(young), ids(look(store, new Room(10, 1000, Map.of(), since)).tasks()));
        since.put(destination, null);
        assertEquals(Set.of(old), ids(look(store, new Room(10, 1000, Map.of(), since)).tasks()));
    }

    @Test
    void saysWhereADestinationBeginsWhereNothingIsDueToo() {
        UUID destination = Target.of(URI).destinationId();
        Db.task(stores, URI, -60);
        var since = new HashMap<UUID, Instant>();
        since.put(destination, null);

        assertEquals(Set.of(destination), look(store, new Room(10, 1000, Map.of(), since)).heads().keySet());
        assertEquals(Set.of(), look(store, roomy(10)).heads().keySet());
    }
}
