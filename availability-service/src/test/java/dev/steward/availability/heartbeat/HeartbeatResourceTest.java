package dev.steward.availability.heartbeat;

import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.ping;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.Truth;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class HeartbeatResourceTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    FreshMirror mirror;

    @Inject
    HeartbeatService heartbeats;

    @Inject
    HeartbeatStore store;

    @Inject
    PingBuffer buffer;

    @InjectStores
    Stores stores;

    @BeforeEach
    void emptyMirror() {
        mirror.make();
    }

    @Test
    void answersAPingExactlyAsTheContractSays() {
        UUID id = createOnlineMitra();
        Response reply = ping(id);
        reply.then().statusCode(200)
                .body("schema", equalTo("mitra.heartbeat/1"))
                .body("online", equalTo(true))
                .body("active", equalTo(true))
                .body("action", equalTo("none"))
                .body("nextPingMs", allOf(greaterThanOrEqualTo(27_000), lessThanOrEqualTo(33_000)))
                .body("epoch", greaterThan(0));
        assertEquals(Set.of("schema", "online", "active", "action", "serverTime", "nextPingMs", "epoch"),
                reply.jsonPath().getMap("").keySet());
        assertTrue(Duration.between(Instant.parse(reply.jsonPath().getString("serverTime")), Instant.now()).abs()
                .compareTo(Duration.ofSeconds(10)) < 0);
    }

    @Test
    void aPingMovesTheHeartbeatAndBothScores() {
        UUID id = createOnlineMitra();
        stores.valkey("ZADD", "mitras:seen", "1000", id.toString());
        stores.valkey("ZADD", "mitras:avail", "1000", id.toString());
        Instant at = Instant.parse(ping(id).jsonPath().getString("serverTime"));
        assertEquals(at, Instant.parse((String) stores.valkey("GET", "mitra:heartbeat:" + id)));
        assertEquals(Long.toString(at.toEpochMilli()), stores.valkey("ZSCORE", "mitras:seen", id.toString()));
        assertEquals(Long.toString(at.toEpochMilli()), stores.valkey("ZSCORE", "mitras:avail", id.toString()));
    }

    @Test
    void aPingDoesNotMakeAMitraWithoutCapacityAvailable() {
        UUID id = createOnlineMitra();
        stores.valkey("ZREM", "mitras:avail", id.toString());
        ping(id).then().statusCode(200);
        assertNull(stores.valkey("ZSCORE", "mitras:avail", id.toString()));
    }

    @Test
    void aLatePingBringsNobodyBackWhoWentOffline() {
        UUID id = createOnlineMitra();
        offline(id);
        ping(id).then().statusCode(200)
                .body("online", equalTo(false))
                .body("active", equalTo(true))
                .body("action", equalTo("go_online"));
        assertNull(stores.valkey("GET", "mitra:heartbeat:" + id));
        assertNull(stores.valkey("ZSCORE", "mitras:seen", id.toString()));
    }

    @Test
    void aPingOfNobodyIs404() {
        ping(UUID.randomUUID()).then().statusCode(404).body("type", equalTo("urn:steward:problem:mitra-not-found"));
    }

    @Test
    void aMitraThatTheMirrorHasNotHeardOfYetIsLookedUpInPostgres() {
        UUID id = createMitra(1);
        stores.valkey("HDEL", "mitras:version", id.toString());
        ping(id).then().statusCode(200).body("action", equalTo("go_online"));
    }

    @Test
    void withoutAMirrorPostgresTakesThePing() {
        UUID id = createOnlineMitra();
        new Truth(stores).lastHeartbeat(id, Duration.ofMinutes(5));
        stores.valkey("FLUSHDB");
        ping(id).then().statusCode(200).body("online", equalTo(true)).body("epoch", greaterThan(0));
        assertEquals(0L, stores.valkey("EXISTS", "mitra:heartbeat:" + id), "not into a mirror that nobody believes");
        flush();
        assertTrue(ageOfLastHeartbeat() < 10);
    }

    @Test
    void aWrongTypeInValkeyIsNoReasonToRefuseAPing() {
        UUID id = createOnlineMitra();
        stores.valkey("DEL", "mitras:deactivated");
        stores.valkey("SET", "mitras:deactivated", "not a set");
        ping(id).then().statusCode(200).body("online", equalTo(true));
    }

    @Test
    void mirrorsHeartbeatsToPostgresForwardOnly() {
        UUID pinging = createOnlineMitra();
        UUID ahead = createOnlineMitra();
        UUID left = createOnlineMitra();
        Truth truth = new Truth(stores);
        truth.lastHeartbeat(pinging, Duration.ofMinutes(5));
        offline(left);
        truth.lastHeartbeat(left, Duration.ofMinutes(5));
        stores.valkey("ZADD", "mitras:seen", "1000", ahead.toString());
        heartbeats.mirrorToPostgres().await().atMost(SOON);
        assertEquals(2, truth.number("SELECT count(*) FROM availability.mitra"
                + " WHERE is_online AND last_heartbeat_at > now() - interval '10 s'"));
        assertEquals(1, truth.number("SELECT count(*) FROM availability.mitra"
                + " WHERE NOT is_online AND last_heartbeat_at < now() - interval '4 min'"));
    }

    @Test
    void aClockAheadDoesNotWriteTheFuture() {
        UUID id = createOnlineMitra();
        store.record(Map.of(id, Instant.now().plusSeconds(300))).await().atMost(SOON);
        assertEquals(0, new Truth(stores).number("SELECT count(*) FROM availability.mitra WHERE last_heartbeat_at > now()"));
    }

    @Test
    void mirrorsMoreHeartbeatsThanOneScanReads() {
        UUID id = createOnlineMitra();
        new Truth(stores).update("""
                INSERT INTO availability.mitra (id, display_name, max_concurrent, is_online, last_heartbeat_at)
                SELECT gen_random_uuid(), 'm' || i, 1, true, now() - interval '5 min' FROM generate_series(1, 2500) i
                """);
        mirror.correct();
        new Truth(stores).update("UPDATE availability.mitra SET last_heartbeat_at = now() - interval '9 min'");
        heartbeats.mirrorToPostgres().await().atMost(SOON);
        assertEquals(2500, new Truth(stores).number("SELECT count(*) FROM availability.mitra"
                + " WHERE last_heartbeat_at BETWEEN now() - interval '6 min' AND now() - interval '4 min'"));
        ping(id).then().statusCode(200);
    }

    @Test
    void jittersTheNextPing() {
        UUID id = createOnlineMitra();
        Set<Integer> delays = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            delays.add(ping(id).jsonPath().getInt("nextPingMs"));
        }
        assertFalse(delays.size() < 5, () -> "all alike: " + delays);
    }

    private void flush() {
        buffer.flush().await().atMost(SOON);
    }

    private long ageOfLastHeartbeat() {
        return new Truth(stores).number("SELECT extract(epoch FROM now() - last_heartbeat_at)::bigint FROM availability.mitra");
    }
}
