package dev.steward.availability.absence;

import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.ping;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.Truth;
import dev.steward.availability.absence.AbsenceMirror.Absent;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pings at every moment of a departure. */
@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class DeparturesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    FreshMirror mirror;

    @Inject
    AbsenceMirror absenceMirror;

    @Inject
    Departures departures;

    @InjectStores
    Stores stores;

    private Absences absences;
    private UUID id;
    private Absent found;

    @BeforeEach
    void oneIsAbsent() {
        absences = new Absences(stores);
        mirror.make();
        id = createOnlineMitra();
        absences.turn();
        absences.absent(id);
        found = absenceMirror.look().await().atMost(SOON);
    }

    @Test
    void whoPingsBetweenTheLookAndTheDepartureStays() {
        Map<UUID, Instant> lastPings = absenceMirror.longest(found, 10).await().atMost(SOON);
        assertEquals(1, lastPings.size());
        ping(id).then().statusCode(200).body("online", equalTo(true));
        assertEquals(new Departures.Outcome(0, 1), departures.take(found, lastPings).await().atMost(SOON));
        assertTrue(absences.isOnline(id));
    }

    @Test
    void whoPingsWhileLeavingIsToldThatItIsDone() throws Exception {
        try (Connection transaction = leaving()) {
            CompletableFuture<Response> ping = CompletableFuture.supplyAsync(() -> ping(id));
            awaitWaitingPing();
            transaction.createStatement().execute("UPDATE availability.mitra SET is_online = false, version = version + 1");
            transaction.commit();
            ping.join().then().statusCode(200).body("online", equalTo(false)).body("action", equalTo("go_online"));
        }
    }

    @Test
    void whoPingsWhileLeavingStaysIfItComesToNothing() throws Exception {
        try (Connection transaction = leaving()) {
            CompletableFuture<Response> ping = CompletableFuture.supplyAsync(() -> ping(id));
            awaitWaitingPing();
            transaction.rollback();
            ping.join().then().statusCode(200).body("online", equalTo(true)).body("action", equalTo("none"));
        }
    }

    @Test
    void aMarkWhoseMakerDiedIsRemoved() throws Exception {
        try (Connection transaction = leaving()) {
            transaction.rollback();
        }
        mirror.repairAbandoned();
        assertEquals(1L, stores.valkey("HLEN", "mitras:leaving"), "not before two seconds have passed");
        stores.valkey("HSET", "mitras:leaving", id.toString(), "1");
        mirror.repairAbandoned();
        assertEquals(0L, stores.valkey("HLEN", "mitras:leaving"));
        assertTrue(absences.isOnline(id));
        ping(id).then().statusCode(200).body("online", equalTo(true));
    }

    @Test
    void aDepartureFromAMirrorMadeAnewMeanwhileDoesNotHappen() {
        Map<UUID, Instant> lastPings = absenceMirror.longest(found, 10).await().atMost(SOON);
        mirror.make();
        absences.absent(id);
        departures.take(found, lastPings).await().atMost(SOON);
        assertTrue(absences.isOnline(id));
    }

    @Test
    void ofTwoDeparturesAtOnceOneHappens() {
        Map<UUID, Instant> lastPings = absenceMirror.longest(found, 10).await().atMost(SOON);
        List<CompletableFuture<Departures.Outcome>> both = List.of(
                departures.take(found, lastPings).subscribeAsCompletionStage(),
                departures.take(found, lastPings).subscribeAsCompletionStage());
        assertEquals(1, both.stream().mapToInt(one -> one.join().left()).sum());
        assertFalse(absences.isOnline(id));
        assertEquals(1, new Truth(stores).number("SELECT count(*) FROM availability.online_period WHERE ended_by = 'sweep'"));
    }

    /** The row is locked and the mark set, as in the middle of a departure. */
    private Connection leaving() throws SQLException {
        Connection transaction = stores.connect();
        transaction.setAutoCommit(false);
        transaction.createStatement().execute("SELECT FROM availability.mitra FOR NO KEY UPDATE");
        assertEquals(List.of(id), absenceMirror.leave(found, List.of(id)).await().atMost(SOON));
        return transaction;
    }

    private void awaitWaitingPing() {
        await().atMost(SOON).until(() -> new Truth(stores).number("SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'") == 1);
    }
}
