package dev.steward.dispatcher.operations;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.view;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.dispatcher.target.Target;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class RedriveResourceTest {
    private static final String URI = "http://receiver.test/hook";
    private static final String OTHER = "http://other.test/hook";

    @InjectStores
    Stores stores;

    @Test
    void putsTheOldestBackSpreadOverTimeWithAsManyAttemptsAgain() {
        List<UUID> dead = Db.ended(stores, URI, 5, "FAILED");

        redrive("{'filter': {}, 'limit': 3, 'perSecond': 2}").body("redriven", is(3)).body("more", is(true));

        assertEquals(texts(dead.subList(0, 3)), Db.texts(stores, "SELECT id FROM dispatcher.task ORDER BY next_attempt_at"));
        assertEquals(List.of("0.5", "0.5"), pauses());
        assertEquals("5 10", Db.text(stores, "SELECT DISTINCT attempts || ' ' || attempt_limit FROM dispatcher.task"));
        assertEquals("PENDING", view(dead.getFirst().toString()).getString("state"));
        redrive("{'filter': {}}").body("redriven", is(2)).body("more", is(false));
        redrive("{'filter': {}}").body("redriven", is(0)).body("lastAttemptAt", nullValue());
    }

    @Test
    void putsEachBackOnceAndSpreadsThemAllHoweverManyRunsThereAreAtOnce() throws Exception {
        Db.ended(stores, URI, 100, "FAILED");
        Db.ended(stores, OTHER, 100, "FAILED");

        int redriven = atOnce(8, () -> redrive("{'filter': {}, 'limit': 60, 'perSecond': 100}").extract()
                .<Integer>path("redriven")).stream().mapToInt(Integer::intValue).sum();

        assertEquals(200, redriven);
        assertEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.settlement"));
        assertEquals(List.of("100 100", "100 100"), Db.texts(stores, """
                SELECT count(*) || ' ' || count(DISTINCT next_attempt_at) FROM dispatcher.task GROUP BY destination_id
                """), "all runs together send no faster than one");
        assertEquals(List.of("t", "t"), Db.texts(stores, """
                SELECT max(next_attempt_at) - min(next_attempt_at) >= interval '0.98 seconds'
                  FROM dispatcher.task
                 GROUP BY destination_id
                """));
    }

    @Test
    void answersARepeatedKeyWithWhatItAnsweredFirst() throws Exception {
        Db.ended(stores, URI, 3, "FAILED");
        String body = "{'filter': {'destination': '" + URI + "'}, 'limit': 10}";
        List<String> ids = atOnce(4, () -> redrive(body, "key-1").body("redriven", is(3)).extract().path("id"));
        assertEquals(1, ids.stream().distinct().count());

        Db.run(stores, "DELETE FROM dispatcher.task");
        Db.ended(stores, URI, 1, "FAILED");
        redrive("{'limit': 10, 'filter': {'destination': '" + URI + "'}}", "key-1").body("id", is(ids.getFirst()));
        as("admin").header("Idempotency-Key", "key-1").body("{\"filter\": {}}").post("/v1/requests:redrive").then()
                .statusCode(422).body("type", is("urn:steward:problem:idempotency-key-reused"));
        assertEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));

        Db.run(stores, "UPDATE dispatcher.redrive SET requested_at = now() - interval '25 hours'");
        redrive("{'filter': {}}", "key-1").body("redriven", is(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'state': 'FAILED'                           | 2
            'state': 'STOPPED'                          | 1
            'destination': 'http://other.test'          | 1
            'destination': 'http://nowhere.test'        | 0
            'q': 'HOO'                                  | 2
            'q': 'h_ok'                                 | 0
            'q': 'hook', 'destination': 'http://receiver.test:80/any' | 1
            'until': '2020-01-01T00:00:00Z'             | 0
            'from': '2020-01-01T00:00:00Z'              | 2
            'from': '2020-01-01T00:00:00Z', 'until': '2020-01-02T00:00:00+01:00' | 0""")
    void takesWhatTheFilterNames(String filter, int redriven) {
        Db.ended(stores, URI, 1, "FAILED");
        Db.ended(stores, OTHER, 1, "FAILED");
        Db.ended(stores, URI, 1, "STOPPED");
        Db.ended(stores, URI, 1, "DELIVERED");
        Db.ended(stores, URI, 1, "CANCELLED");

        redrive("{'filter': {" + filter + "}}").body("redriven", is(redriven));
    }

    @Test
    void neverTakesAgainWhatEndedAfterTheTimeThatWasNamed() {
        Db.ended(stores, URI, 1, "FAILED");
        String body = "{'filter': {'until': '" + Instant.now().plusSeconds(5) + "'}}";
        redrive(body).body("redriven", is(1));

        Db.run(stores, "DELETE FROM dispatcher.task");
        UUID again = Db.ended(stores, URI, 1, "FAILED").getFirst();
        Db.run(stores, "UPDATE dispatcher.settlement SET settled_at = now() + interval '1 minute' WHERE request_id = ?", again);
        redrive(body).body("redriven", is(0));
    }

    @Test
    void putsBackWhatHasExpiredOnlyWithANewExpiry() {
        UUID expired = Db.ended(stores, URI, 1, "EXPIRED").getFirst();
        UUID failed = Db.ended(stores, URI, 1, "FAILED").getFirst();
        Db.run(stores, "UPDATE dispatcher.request SET expire_at = now() - interval '1 hour'");
        redrive("{'filter': {'state': 'EXPIRED'}}").body("redriven", is(0));
        redrive("{'filter': {'state': 'FAILED'}}").body("redriven", is(0));

        redrive("{'filter': {'state': 'EXPIRED'}, 'expireAt': '2099-01-01T00:00:00Z'}").body("redriven", is(1));
        assertEquals("2099-01-01T00:00:00Z", view(expired.toString()).getString("expireAt"));
        assertEquals("FAILED", view(failed.toString()).getString("state"));
        assertEquals("1", Db.text(stores, "SELECT count(*) FROM dispatcher.task WHERE expire_at = '2099-01-01T00:00:00Z'"));
        as("admin").body("{\"filter\": {}, \"expireAt\": \"2020-01-01T00:00:00Z\"}").post("/v1/requests:redrive").then()
                .statusCode(422).body("type", is("urn:steward:problem:already-expired"));
    }

    @Test
    void leavesWhatHasTimeLeftItsExpiry() {
        UUID inTime = Db.ended(stores, URI, 1, "FAILED").getFirst();
        Db.run(stores, "UPDATE dispatcher.request SET expire_at = '2098-01-01T00:00:00Z'");

        redrive("{'filter': {}, 'expireAt': '2099-01-01T00:00:00Z'}").body("redriven", is(1));

        assertEquals("2098-01-01T00:00:00Z", view(inTime.toString()).getString("expireAt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                    | filter must be a JSON object.
            []                                    | The body must be a JSON object.
            {'filter': 'all'}                     | filter must be a JSON object.
            {'filter': {'destnation': 'x'}}       | filter.destnation is unknown; there are destination, from, q, state, until.
            {'filter': {}, 'rate': 5}             | rate is unknown; there are expireAt, filter, limit, perSecond.
            {'filter': {'state': 'DELIVERED'}}    | filter.state must be one of [FAILED, STOPPED, EXPIRED].
            {'filter': {'state': 1}}              | filter.state must be a string.
            {'filter': {'from': 'yesterday'}}     | filter.from must be a time like 2030-01-01T00:00:00Z.
            {'filter': {}, 'limit': 0}            | limit must be a number from 1 to 10000.
            {'filter': {}, 'limit': 1.5}          | limit must be a number from 1 to 10000.
            {'filter': {}, 'perSecond': 1001}     | perSecond must be a number from 1 to 1000.
            {'filter': {'destination': 'ftp://x'}} | The destination must be an id or a URI like https://example.com.""")
    void refusesWhatItDoesNotUnderstand(String body, String detail) {
        Db.ended(stores, URI, 1, "FAILED");

        as("admin").body(body.replace('\'', '"')).post("/v1/requests:redrive").then().statusCode(400)
                .contentType("application/problem+json").body("detail", is(detail));

        assertNotEquals("0", Db.text(stores, "SELECT count(*) FROM dispatcher.settlement"));
    }

    @Test
    void findsADestinationByItsId() {
        Db.ended(stores, URI, 1, "FAILED");

        redrive("{'filter': {'destination': '" + Target.of(URI).destinationId() + "'}}").body("redriven", is(1));
    }

    private static ValidatableResponse redrive(String body) {
        return as("admin").body(new JsonObject(body.replace('\'', '"')).encode()).post("/v1/requests:redrive").then()
                .statusCode(200);
    }

    private static ValidatableResponse redrive(String body, String key) {
        return as("admin").header("Idempotency-Key", key).body(body.replace('\'', '"')).post("/v1/requests:redrive").then()
                .statusCode(200);
    }

    private static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(callers)) {
            var results = threads.invokeAll(IntStream.range(0, callers).mapToObj(i -> call).toList());
            return results.stream().map(result -> result.resultNow()).toList();
        }
    }

    private List<String> pauses() {
        return Db.texts(stores, """
                SELECT round(extract(epoch FROM pause), 3)::float
                  FROM (SELECT next_attempt_at - lag(next_attempt_at) OVER (ORDER BY next_attempt_at) AS pause
                          FROM dispatcher.task) pauses
                 WHERE pause IS NOT NULL
                """);
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }
}
