package dev.steward.availability.heartbeat;

import static dev.steward.availability.Calls.asMitra;
import static dev.steward.availability.Calls.change;
import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.online;
import static dev.steward.availability.Calls.ping;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.availability.heartbeat.PingGroup.Found;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.auth.VerifiedTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short way and the long one are the same to whoever pings. */
@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class PingLaneTest {
    /** What the short way does not know to be JSON. */
    private static final String BY_THE_LONG_WAY = "application/*";

    @Inject
    FreshMirror mirror;

    @Inject
    PingMirror pings;

    @Inject
    VerifiedTokens tokens;

    @Inject
    ObjectMapper json;

    @Inject
    Vertx vertx;

    @InjectStores
    Stores stores;

    @BeforeEach
    void emptyMirror() {
        mirror.make();
    }

    @Test
    void answersWithTheSameHeadAndMembers() {
        UUID id = createOnlineMitra();
        assertAlike(ping(id), byTheLongWay(id));
        offline(id).then().statusCode(200);
        assertAlike(ping(id), byTheLongWay(id));
        change(id, Map.of("active", false));
        assertAlike(ping(id), byTheLongWay(id));
    }

    @Test
    void writesTheSameJson() throws JsonProcessingException {
        for (Instant at : List.of(Instant.parse("2026-05-25T10:07:55.123Z"), Instant.parse("2026-05-25T10:07:55Z"))) {
            PingReply alive = PingReply.alive(new Ping.Alive(at, 3), 29127);
            assertEquals(json.writeValueAsString(alive), alive.json());
            PingReply offline = PingReply.offline(new Ping.Offline(at, 3), 29127);
            assertEquals(json.writeValueAsString(offline), offline.json());
        }
    }

    @Test
    void isForTokensThatWereVerifiedBeforeAndForTheRightRole() {
        UUID id = createOnlineMitra();
        String token = TestTokens.token(id.toString(), "mitra");
        assertNull(tokens.remembered(token));
        given().auth().oauth2(token).post(HeartbeatResource.PATH).then().statusCode(200);
        assertNotNull(tokens.remembered(token));
        given().auth().oauth2(token).post(HeartbeatResource.PATH).then().statusCode(200).body("online", equalTo(true));

        String customer = TestTokens.token(id.toString(), "customer");
        for (int i = 0; i < 2; i++) {
            given().auth().oauth2(customer).post(HeartbeatResource.PATH).then().statusCode(403);
            given().auth().oauth2(token + "x").post(HeartbeatResource.PATH).then().statusCode(401);
            given().post(HeartbeatResource.PATH).then().statusCode(401);
            given().auth().oauth2(token).get(HeartbeatResource.PATH).then().statusCode(405);
        }
    }

    @Test
    void leavesAloneWhatItDoesNotUnderstand() {
        UUID id = createOnlineMitra();
        ping(id);
        asMitra(id).contentType("application/json").body("{\"any\": 1}").post(HeartbeatResource.PATH).then().statusCode(200)
                .body("online", equalTo(true));
        asMitra(id).accept("text/html").post(HeartbeatResource.PATH).then().statusCode(406);
        asMitra(id).accept("application/json-patch+json").post(HeartbeatResource.PATH).then().statusCode(406);
        ping(id).then().statusCode(200);
    }

    @Test
    void findsEachOfManyAtOnce() throws Exception {
        UUID there = createOnlineMitra();
        UUID alsoThere = createOnlineMitra();
        UUID away = createMitra(1);
        UUID deactivated = createMitra(1);
        change(deactivated, Map.of("active", false)).then().statusCode(200);
        UUID nobody = UUID.randomUUID();
        assertEquals("aa", found(there, alsoThere));
        assertEquals("aaa", found(there, there, there), "the same one again and again");
        assertEquals("aodua", found(there, away, deactivated, nobody, alsoThere));
        assertEquals("ou", found(away, nobody));

        online(away).then().statusCode(200);
        stores.valkey("HSET", "mitras:leaving", there.toString(), "1");
        stores.valkey("HSET", "mitras:meta", "leaving", "1");
        assertEquals("laa", found(there, away, alsoThere));
        stores.valkey("DEL", "mitras:seen");
        assertEquals("luu", found(there, away, alsoThere), "an evicted key says nothing");
    }

    @Test
    void theLongWayGoesOnWhereItWas() throws Exception {
        UUID id = createOnlineMitra();
        Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        var foundOn = new CompletableFuture<Context>();
        own.runOnContext(begin -> pings.ping(id).subscribe().with(
                ping -> foundOn.complete(Vertx.currentContext()), foundOn::completeExceptionally));
        assertSame(own, foundOn.get(10, TimeUnit.SECONDS), "a request's trace is there and nowhere else");
    }

    private String found(UUID... ids) throws Exception {
        Found found = pings.send(List.of(ids)).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return found.letters();
    }

    private static Response byTheLongWay(UUID id) {
        return asMitra(id).accept(BY_THE_LONG_WAY).post(HeartbeatResource.PATH);
    }

    private static void assertAlike(Response one, Response other) {
        assertEquals(other.statusCode(), one.statusCode());
        assertEquals(other.contentType(), one.contentType());
        assertEquals(other.headers().asList().stream().map(Header::getName).map(String::toLowerCase).collect(toSet()),
                one.headers().asList().stream().map(Header::getName).map(String::toLowerCase).collect(toSet()));
        assertEquals(other.jsonPath().getMap("").keySet(), one.jsonPath().getMap("").keySet());
    }
}
