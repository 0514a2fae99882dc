package dev.steward.availability.reading;

import static dev.steward.availability.Calls.asService;
import static dev.steward.availability.Calls.beacon;
import static dev.steward.availability.Calls.candidates;
import static dev.steward.availability.Calls.change;
import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.online;
import static dev.steward.availability.Calls.reachable;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.Calls;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The readers, asked both with a mirror and without one: the answers differ in their source only. */
@QuarkusTest
@Tag("stored-in-valkey")
@WithStores("availability")
class ReadingTest {
    @Inject
    FreshMirror mirror;

    @InjectStores
    Stores stores;

    private Truth truth;

    @BeforeEach
    void emptyMirror() {
        mirror.make();
        truth = new Truth(stores);
    }

    @ParameterizedTest
    @EnumSource(names = {"VALKEY", "POSTGRES"})
    void countsWhoIsOnlineAndWhoOfThemIsAvailable(Source source) {
        createOnlineMitra();
        createOnlineMitra();
        createMitra(3);
        full(createOnlineMitra());
        absentFor(createOnlineMitra(), Duration.ofHours(1));
        change(createOnlineMitra(), Map.of("active", false)).then().statusCode(200);
        answeredBy(source);
        beacon().then().statusCode(200)
                .body("available", equalTo(2))
                .body("online", equalTo(4))
                .body("source", equalTo(source.wireName()))
                .body("$", hasKey("asOf"));
        asService().get("/internal/v1/availability").then().statusCode(200)
                .body("available", equalTo(2))
                .body("online", equalTo(4));
    }

    @ParameterizedTest
    @EnumSource(names = {"VALKEY", "POSTGRES"})
    void findsWhoIsAvailable(Source source) {
        UUID one = createOnlineMitra();
        UUID two = createOnlineMitra();
        createMitra(3);
        full(createOnlineMitra());
        absentFor(createOnlineMitra(), Duration.ofHours(1));
        answeredBy(source);
        candidates(50).then().statusCode(200)
                .body("items.id", containsInAnyOrder(one.toString(), two.toString()))
                .body("items[0]", hasKey("lastSeenAt"))
                .body("$", hasKey("nextCursor"))
                .body("$", hasKey("asOf"))
                .body("source", equalTo(source.wireName()));
        candidates(1).then().body("items", hasSize(1));
        candidates(0).then().statusCode(400);
        candidates(501).then().statusCode(400);
    }

    @ParameterizedTest
    @EnumSource(names = {"VALKEY", "POSTGRES"})
    void doesNotAlwaysFindTheSameOnes(Source source) {
        Stream.generate(Calls::createOnlineMitra).limit(6).toList();
        answeredBy(source);
        Set<String> found = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            List<String> pair = candidates(2).jsonPath().getList("items.id");
            assertEquals(2, Set.copyOf(pair).size(), "two different ones");
            found.addAll(pair);
        }
        assertEquals(6, found.size());
    }

    @ParameterizedTest
    @EnumSource(names = {"VALKEY", "POSTGRES"})
    void tellsWhoIsReachable(Source source) {
        UUID present = createOnlineMitra();
        UUID busy = createOnlineMitra();
        full(busy);
        UUID offline = createMitra(3);
        UUID absent = createOnlineMitra();
        absentFor(absent, Duration.ofHours(1));
        answeredBy(source);
        reachable(present).then().statusCode(200).body("reachable", equalTo(true)).body("source", equalTo(source.wireName()));
        reachable(busy).then().body("reachable", equalTo(true));
        reachable(offline).then().body("reachable", equalTo(false));
        reachable(absent).then().body("reachable", equalTo(false));
        reachable(UUID.randomUUID()).then().statusCode(404).body("type", equalTo("urn:steward:problem:mitra-not-found"));
        asService().get("/internal/v1/mitras/nobody/reachable").then().statusCode(404);
    }

    @Test
    void freshIsNinetySecondsInValkeyAndAMirrorIntervalMoreInPostgres() {
        UUID id = createOnlineMitra();
        firstWindowIsOver();
        absentFor(id, Duration.ofSeconds(85));
        reachable(id).then().body("reachable", equalTo(true));
        absentFor(id, Duration.ofSeconds(95));
        reachable(id).then().body("reachable", equalTo(false)).body("source", equalTo("valkey"));
        answeredBy(Source.POSTGRES);
        reachable(id).then().body("reachable", equalTo(true)).body("source", equalTo("postgres"));
        absentFor(id, Duration.ofSeconds(145));
        reachable(id).then().body("reachable", equalTo(true));
        absentFor(id, Duration.ofSeconds(155));
        reachable(id).then().body("reachable", equalTo(false));
    }

    @Test
    void inItsFirstWindowAMirrorForgivesWhatPostgresDidNotKnow() {
        UUID id = createOnlineMitra();
        truth.lastHeartbeat(id, Duration.ofSeconds(120));
        mirror.make();
        reachable(id).then().body("reachable", equalTo(true)).body("source", equalTo("valkey"));
        beacon().then().body("available", equalTo(1));
        candidates(5).then().body("items", hasSize(1));
        firstWindowIsOver();
        stores.valkey("DEL", "availability:snapshot");
        reachable(id).then().body("reachable", equalTo(false));
        beacon().then().body("available", equalTo(0));
        candidates(5).then().body("items", empty());
    }

    @Test
    void theSnapshotIsSharedAndLivesTenSeconds() {
        createOnlineMitra();
        beacon().then().body("available", equalTo(1));
        long left = (Long) stores.valkey("PTTL", "availability:snapshot");
        assertTrue(left > 5_000 && left <= 10_000, () -> "lives for " + left + " ms");
        createOnlineMitra();
        beacon().then().body("available", equalTo(1));
        stores.valkey("DEL", "availability:snapshot");
        beacon().then().body("available", equalTo(2));
    }

    @Test
    void manyWhoAskAtOnceGetOneCount() {
        createOnlineMitra();
        List<CompletableFuture<Response>> asking = IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.supplyAsync(Calls::beacon)).toList();
        assertEquals(1, asking.stream().map(answer -> answer.join().jsonPath().getString("asOf")).distinct().count());
    }

    @Test
    void anEmptiedOrHalfEvictedValkeyNeverReadsAsNobody() {
        createOnlineMitra();
        stores.valkey("DEL", "mitras:online");
        beacon().then().body("available", equalTo(1)).body("online", equalTo(1)).body("source", equalTo("postgres"));
        stores.valkey("FLUSHDB");
        beacon().then().body("available", equalTo(1)).body("online", equalTo(1)).body("source", equalTo("postgres"));
        assertEquals(0L, stores.valkey("EXISTS", "availability:snapshot"), "what Postgres counted is not shared");
    }

    @Test
    void whatIsNotOursInTheSnapshotIsNotToldToCustomers() {
        createOnlineMitra();
        stores.valkey("SET", "availability:snapshot", "{\"available\": \"many\"}");
        beacon().then().statusCode(200).body("available", equalTo(1)).body("source", equalTo("postgres"));
    }

    @Test
    void aSessionThatEndsMakesRoom() {
        UUID id = createMitra(1);
        online(id);
        full(id);
        candidates(5).then().body("items", empty());
        truth.update("UPDATE availability.chat_session SET state = 'ENDED'");
        truth.update("UPDATE availability.mitra SET version = version + 1");
        mirror.correct();
        candidates(5).then().body("items", hasSize(1));
    }

    private void full(UUID id) {
        change(id, Map.of("maxConcurrent", 2)).then().statusCode(200);
        truth.session(id, "ACTIVE");
        truth.session(id, "PENDING_PAYMENT");
        truth.session(id, "ENDED");
        mirror.correct();
    }

    private void absentFor(UUID id, Duration time) {
        truth.lastHeartbeat(id, time);
        String seen = Long.toString(Instant.now().minus(time).toEpochMilli());
        stores.valkey("ZADD", "mitras:seen", "XX", seen, id.toString());
        stores.valkey("ZADD", "mitras:avail", "XX", seen, id.toString());
    }

    private void firstWindowIsOver() {
        stores.valkey("HSET", "mitras:meta", "seededAt", "0");
    }

    private void answeredBy(Source source) {
        if (source == Source.POSTGRES) {
            stores.valkey("FLUSHDB");
        }
    }
}
