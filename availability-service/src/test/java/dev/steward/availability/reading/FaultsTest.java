package dev.steward.availability.reading;

import static dev.steward.availability.Calls.asMitra;
import static dev.steward.availability.Calls.asService;
import static dev.steward.availability.Calls.beacon;
import static dev.steward.availability.Calls.candidates;
import static dev.steward.availability.Calls.change;
import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.online;
import static dev.steward.availability.Calls.ping;
import static dev.steward.availability.Calls.reachable;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.availability.AvailabilityError;
import dev.steward.availability.FaultsProfile;
import dev.steward.availability.Truth;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.problem.ProblemException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One process that is never restarted, while its stores fail and come back. */
@QuarkusTest
@WithStores(value = "availability", faults = true)
@TestProfile(FaultsProfile.class)
class FaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long MILLIS_OF_PATIENCE = 5_000;

    @Inject
    FreshMirror mirror;

    @Inject
    MirrorReader mirrorReader;

    @Inject
    TruthReader truthReader;

    @Inject
    ReadingConfig config;

    @InjectStores
    Stores stores;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    private Truth truth;

    @BeforeEach
    void healthy() {
        truth = new Truth(stores);
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            mirror.make();
            asService().get("/internal/v1/availability").then().body("source", equalTo("valkey")).body("online", equalTo(0));
        });
        stores.valkey("DEL", "availability:snapshot");
    }

    @Test
    void withValkeyStoppedPostgresAnswersAndAllIsBackAfterItsRestart() {
        UUID staying = createOnlineMitra();
        UUID leaving = createOnlineMitra();
        UUID coming = createMitra(3);
        stores.valkeyFaults().stop();

        ping(staying).then().statusCode(200).body("online", equalTo(true)).body("action", equalTo("none"));
        ping(coming).then().statusCode(200).body("action", equalTo("go_online"));
        offline(leaving).then().statusCode(200);
        online(coming).then().statusCode(200);
        beacon().then().statusCode(200).body("available", equalTo(2)).body("source", equalTo("postgres"));
        candidates(10).then().statusCode(200).body("items.size()", equalTo(2)).body("source", equalTo("postgres"));
        reachable(leaving).then().statusCode(200).body("reachable", equalTo(false)).body("source", equalTo("postgres"));
        given().get(ready).then().statusCode(200)
                .body("checks.find { it.name == 'mirror' }.data.state", equalTo("degraded"))
                .body("checks.find { it.name == 'valkey' }.data.state", equalTo("degraded"));

        stores.valkeyFaults().start();
        await().atMost(SOON).untilAsserted(() -> {
            beacon().then().body("available", equalTo(2)).body("source", equalTo("valkey"));
            given().get(ready).then().body("checks.find { it.name == 'mirror' }.data.state", equalTo("up"));
        });
        ping(staying).then().statusCode(200).body("online", equalTo(true));
        assertEquals(0L, stores.valkey("SISMEMBER", "mitras:online", leaving.toString()));
        assertEquals(1L, stores.valkey("SISMEMBER", "mitras:online", coming.toString()));
        await().atMost(SOON).until(() -> truth.outboxRows() == 0);
    }

    @Test
    void whoPingsThroughALongOutageStaysAvailable() {
        UUID id = createOnlineMitra();
        stores.valkeyFaults().stop();
        truth.lastHeartbeat(id, Duration.ofMinutes(10));
        beacon().then().body("available", equalTo(0)).body("online", equalTo(1));
        ping(id).then().statusCode(200);
        await().atMost(SOON).untilAsserted(() -> beacon().then().body("available", equalTo(1)));
        stores.valkeyFaults().start();
        await().atMost(SOON).untilAsserted(() -> beacon().then()
                .body("available", equalTo(1)).body("source", equalTo("valkey")));
    }

    @Test
    void withValkeyFrozenNobodyWaitsLongAndItIsUsedAgainAfterwards() {
        UUID id = createOnlineMitra();
        stores.valkeyFaults().pause();
        for (int i = 0; i < 12; i++) {
            ping(id).then().statusCode(200).time(lessThan(MILLIS_OF_PATIENCE)).body("online", equalTo(true));
        }
        beacon().then().statusCode(200).body("available", equalTo(1)).body("source", equalTo("postgres"));
        given().get(ready).then().statusCode(200).time(lessThan(1_500L))
                .body("checks.find { it.name == 'mirror' }.data.state", equalTo("degraded"));
        stores.valkeyFaults().resume();
        await().atMost(SOON).untilAsserted(() -> {
            stores.valkey("DEL", "availability:snapshot");
            beacon().then().body("available", equalTo(1)).body("source", equalTo("valkey"));
        });
    }

    @Test
    void anEmptiedValkeyIsFilledAgainAndMeanwhileNobodyReadsZero() {
        createOnlineMitra();
        long epoch = epoch();
        stores.valkeyFaults().empty();
        await().atMost(SOON).until(() -> {
            beacon().then().statusCode(200).body("available", equalTo(1)).body("online", equalTo(1));
            return beacon().jsonPath().getString("source").equals("valkey");
        });
        assertEquals(epoch + 1, epoch());
    }

    @Test
    void whatAReplicaCouldNotMirrorBeforeItDiedAnotherOneDoes() {
        UUID id = createOnlineMitra();
        truth.update("""
                WITH changed AS (UPDATE availability.mitra SET is_online = false, version = version + 1 RETURNING id, version)
                INSERT INTO availability.mirror_outbox (mitra_id, version) SELECT id, version FROM changed
                """);
        await().atMost(SOON).until(() -> stores.valkey("SISMEMBER", "mitras:online", id.toString()).equals(0L));
        await().atMost(SOON).until(() -> truth.outboxRows() == 0);
    }

    @Test
    void aDeactivatedMitraIsRefusedAlsoWithValkeyDown() {
        UUID before = createOnlineMitra();
        UUID during = createOnlineMitra();
        change(before, Map.of("active", false)).then().statusCode(200);
        stores.valkeyFaults().stop();
        ping(before).then().statusCode(403).body("type", equalTo("urn:steward:problem:mitra-deactivated"));
        change(during, Map.of("active", false)).then().statusCode(200);
        ping(during).then().statusCode(403);
        stores.valkeyFaults().start();
        ping(during).then().statusCode(403);
        await().atMost(SOON).until(() -> stores.valkey("SISMEMBER", "mitras:deactivated", during.toString()).equals(1L));
        ping(during).then().statusCode(403);
    }

    @Test
    void aDeactivationThatCouldNotBeMirroredIsSoonRepaired() {
        UUID id = createOnlineMitra();
        stores.valkeyFaults().stall();
        change(id, Map.of("active", false)).then().statusCode(200);
        ping(id).then().statusCode(403);
        stores.valkeyFaults().heal();
        await().atMost(SOON).until(() -> stores.valkey("SISMEMBER", "mitras:deactivated", id.toString()).equals(1L));
        ping(id).then().statusCode(403);
        await().atMost(SOON).until(() -> truth.outboxRows() == 0);
    }

    @Test
    void withPostgresStoppedPingsAndReadersDoNotNoticeAndChangesAreRefused() {
        UUID present = createOnlineMitra();
        UUID absent = createMitra(3);
        stores.postgresFaults().stop();

        ping(present).then().statusCode(200).body("online", equalTo(true));
        ping(absent).then().statusCode(200).body("action", equalTo("go_online"));
        beacon().then().statusCode(200).body("available", equalTo(1)).body("source", equalTo("valkey"));
        candidates(10).then().statusCode(200).body("source", equalTo("valkey"));
        reachable(present).then().statusCode(200).body("reachable", equalTo(true));
        online(absent).then().statusCode(503).contentType("application/problem+json")
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("type", equalTo("urn:steward:problem:store-unavailable"));
        offline(present).then().statusCode(503).header("Retry-After", matchesPattern("[1-9][0-9]*"));
        change(present, Map.of("active", false)).then().statusCode(503);
        asMitra(present).get("/api/mitra/status").then().statusCode(503);
        assertEquals(0L, stores.valkey("SISMEMBER", "mitras:online", absent.toString()));
        assertEquals(1L, stores.valkey("SISMEMBER", "mitras:online", present.toString()));
        assertEquals(0L, stores.valkey("SISMEMBER", "mitras:deactivated", present.toString()));
        given().get(ready).then().statusCode(200)
                .body("checks.find { it.name == 'postgres' }.data.state", equalTo("degraded"));

        stores.postgresFaults().start();
        await().atMost(SOON).untilAsserted(() -> online(absent).then().statusCode(200));
        assertEquals(1L, stores.valkey("SISMEMBER", "mitras:online", absent.toString()));
    }

    @Test
    void withBothStoppedTheLastKnownCountIsToldAndNeverZero() {
        UUID id = createOnlineMitra();
        String asOf = beacon().then().body("available", equalTo(1)).extract().path("asOf");
        stores.valkeyFaults().stop();
        stores.postgresFaults().stop();
        beacon().then().statusCode(200)
                .body("available", equalTo(1))
                .body("asOf", equalTo(asOf))
                .body("source", equalTo("stale"));
        ping(id).then().statusCode(503).header("Retry-After", matchesPattern("[1-9][0-9]*"));
        reachable(id).then().statusCode(503);

        ProblemException nothingKnown = assertThrows(ProblemException.class,
                () -> new Beacon(mirrorReader, truthReader, config).read().await().atMost(SOON));
        assertEquals(AvailabilityError.AVAILABILITY_UNKNOWN, nothingKnown.code());

        stores.postgresFaults().start();
        await().atMost(SOON).untilAsserted(() -> beacon().then()
                .body("available", equalTo(1)).body("source", equalTo("postgres")));
        stores.valkeyFaults().start();
        await().atMost(SOON).untilAsserted(() -> beacon().then()
                .body("available", equalTo(1)).body("source", equalTo("valkey")));
    }

    private long epoch() {
        return Long.parseLong((String) stores.valkey("HGET", "mitras:meta", "epoch"));
    }
}
