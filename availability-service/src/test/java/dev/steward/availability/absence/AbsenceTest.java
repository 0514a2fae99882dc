package dev.steward.availability.absence;

import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.ping;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.Truth;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sweeps, one at a time, on clocks that the test sets back. F is 90 s and the interval an hour. */
@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class AbsenceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    FreshMirror mirror;

    @Inject
    AbsenceService absence;

    @InjectStores
    Stores stores;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    private Absences absences;

    @BeforeEach
    void filledLongAgo() {
        absences = new Absences(stores);
        mirror.make();
        absences.turn();
    }

    @Test
    void takesTheOneWhoStoppedPingingOfflineAndNobodyElse() {
        UUID present = createOnlineMitra();
        UUID absent = createOnlineMitra();
        absences.absent(absent);
        sweep();

        assertFalse(absences.isOnline(absent));
        assertTrue(absences.isOnline(present));
        ping(absent).then().statusCode(200).body("online", equalTo(false)).body("action", equalTo("go_online"));
        assertEquals(1, number("SELECT count(*) FROM availability.online_period WHERE ended_by = 'sweep' AND mitra_id = '"
                + absent + "'"));
        assertEquals(0L, stores.valkey("HLEN", "mitras:leaving"), "no mark is left");
    }

    @Test
    void theOnlinePeriodEndsWithTheLastPing() {
        UUID id = createOnlineMitra();
        new Truth(stores).update("UPDATE availability.online_period SET started_at = now() - interval '3 h'");
        absences.absent(id);
        sweep();
        assertEquals(120, number("SELECT round(extract(epoch FROM now() - ended_at) / 60) FROM availability.online_period"));
    }

    @Test
    void takesAShareAtATimeAndOffersNoneOfTheRest() {
        List<UUID> online = online(100);
        online.subList(0, 40).forEach(absences::absent);
        sweep();
        assertEquals(85, absences.online(), "15 % of 100");
        stores.valkey("DEL", "availability:snapshot");
        given().get("/api/client/availability").then().body("available", equalTo(60)).body("online", equalTo(85));
        absences.turn();
        sweep();
        assertEquals(73, absences.online(), "15 % of 85");
    }

    @Test
    void takesNobodyOfflineWhenMostAreAbsentAtOnceAndRaisesAnAlarm() {
        online(20);
        absences.allAbsent();
        sweep();
        assertEquals(20, absences.online());
        given().get(ready).then().statusCode(200)
                .body("checks.find { it.name == 'auto-offline' }.data.state", equalTo("degraded"));

        stores.valkey("EVAL", "for _, id in ipairs(redis.call('ZRANGE', 'mitras:seen', 0, 14)) do"
                + " redis.call('ZADD', 'mitras:seen', redis.call('TIME')[1] * 1000, id) end", "0");
        absences.turn();
        sweep();
        assertEquals(15, absences.online());
        given().get(ready).then().body("checks.find { it.name == 'auto-offline' }.data.state", equalTo("up"));
    }

    @Test
    void waitsAFreshnessWindowAfterTheMirrorWasFilledFromNothing() {
        UUID id = createOnlineMitra();
        stores.valkey("FLUSHDB");
        mirror.correct();
        absences.absent(id);
        sweep();
        assertTrue(absences.isOnline(id), "whoever pings has not had the time to show it");

        absences.filledBefore(Duration.ofSeconds(91));
        absences.sweptBefore(Duration.ofHours(1));
        sweep();
        assertFalse(absences.isOnline(id));
    }

    @Test
    void aComparisonOfALiveMirrorPostponesNothing() {
        UUID id = createOnlineMitra();
        absences.absent(id);
        mirror.correct();
        sweep();
        assertFalse(absences.isOnline(id));
    }

    @Test
    void sweepsOnceInTheIntervalHoweverManyReplicasTry() {
        UUID id = createOnlineMitra();
        absences.absent(id);
        absences.sweptBefore(Duration.ofMinutes(50));
        sweep();
        assertTrue(absences.isOnline(id));
        absences.sweptBefore(Duration.ofMinutes(55));
        sweep();
        assertFalse(absences.isOnline(id));
    }

    @Test
    void aPauseOfItsOwnDoesNotCount() {
        UUID id = createOnlineMitra();
        absences.absentInValkey(id, Duration.ofHours(4));
        new Truth(stores).lastHeartbeat(id, Duration.ofHours(4));
        absences.sweptBefore(Duration.ofHours(5));
        sweep();
        assertTrue(absences.isOnline(id), "for four of these hours nobody swept, and perhaps nobody could ping");

        stores.valkey("HSET", "mitras:meta", "pausedTo", "2", "pausedFrom", "1");
        absences.sweptBefore(Duration.ofHours(1));
        sweep();
        assertFalse(absences.isOnline(id), "once a freshness window has passed since");
    }

    @Test
    void whoPingedInPostgresAloneStaysAndTheMirrorLearnsOfIt() {
        UUID id = createOnlineMitra();
        absences.absentInValkey(id, Duration.ofHours(1));
        sweep();
        assertTrue(absences.isOnline(id));
        double age = System.currentTimeMillis()
                - Double.parseDouble((String) stores.valkey("ZSCORE", "mitras:seen", id.toString()));
        assertTrue(age < Duration.ofMinutes(1).toMillis(), "age in ms: " + age);
    }

    @Test
    void doesNothingWhileTheMirrorIsMissing() {
        UUID id = createOnlineMitra();
        absences.absent(id);
        stores.valkey("DEL", "mitras:avail");
        sweep();
        assertEquals(1, absences.online());
    }

    @Test
    void whoLeftMeanwhileIsNotTakenOfflineTwice() {
        UUID id = createOnlineMitra();
        absences.absent(id);
        offline(id).then().statusCode(200);
        sweep();
        assertEquals(1, number("SELECT count(*) FROM availability.online_period WHERE ended_by = 'mitra'"));
        assertEquals(3, number("SELECT version FROM availability.mitra"));
    }

    private List<UUID> online(int mitras) {
        List<UUID> ids = absences.createOnline(mitras);
        mirror.make();
        absences.turn();
        return ids;
    }

    private void sweep() {
        absence.sweep().await().atMost(SOON);
    }

    private long number(String query) {
        return new Truth(stores).number(query);
    }
}
