package dev.steward.observability.ingest;

import static dev.steward.infra.test.TestTokens.token;
import static dev.steward.observability.Records.batch;
import static dev.steward.observability.Records.body;
import static dev.steward.observability.Records.gzip;
import static dev.steward.observability.Records.header;
import static dev.steward.observability.Records.post;
import static dev.steward.observability.Records.record;
import static dev.steward.observability.Records.utf8;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("observability")
class IngestResourceTest {
    private final Instant now = Instant.now();

    @InjectStores
    Stores stores;

    @Test
    void storesABatchPlainOrCompressed() {
        post(batch(record("internal", now), record("partner", now))).statusCode(202)
                .body("accepted", equalTo(2)).body("duplicates", equalTo(0)).body("rejected", empty());
        postGzip(gzip(utf8(batch(record("internal", now)).toString()))).statusCode(202).body("accepted", equalTo(1));
        assertEquals(3, count("SELECT count(*) FROM observability.exchange"));
    }

    @Test
    void storesARecordOnceHoweverOftenItComes() {
        ObjectNode record = record("internal", now);
        post(batch(record, record)).body("accepted", equalTo(2)).body("duplicates", equalTo(1));
        post(batch(record)).body("accepted", equalTo(1)).body("duplicates", equalTo(1));
        assertEquals(1, count("SELECT count(*) FROM observability.exchange"));
    }

    @Test
    void storesARecordOnceWhenTheSameBatchesComeTogether() throws Exception {
        ObjectNode[] records = IntStream.range(0, 500).mapToObj(i -> record("internal", now.plusMillis(i)))
                .toArray(ObjectNode[]::new);
        ObjectNode[] backwards = Arrays.asList(records).reversed().toArray(ObjectNode[]::new);
        int accepted = 0;
        int duplicates = 0;
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Callable<ValidatableResponse>> posts = Stream.of(records, backwards, records, backwards, records, backwards)
                    .map(some -> (Callable<ValidatableResponse>) () -> post(batch(some))).toList();
            for (var answer : threads.invokeAll(posts)) {
                accepted += answer.get().statusCode(202).body("rejected", empty()).extract().<Integer>path("accepted");
                duplicates += answer.get().extract().<Integer>path("duplicates");
            }
        }
        assertEquals(6 * 500, accepted);
        assertEquals(5 * 500, duplicates);
        assertEquals(500, count("SELECT count(*) FROM observability.exchange"));
    }

    @Test
    void storesTheGoodRecordsAndSaysWhatIsWrongWithTheOthers() {
        ObjectNode unknown = record("nobodys", now);
        ObjectNode old = record("internal", now.minus(Duration.ofDays(91)));
        ObjectNode odd = record("internal", now).put("durationMicros", "long");
        post(batch(record("internal", now), unknown, old, record("partner", now), odd)).statusCode(202)
                .body("accepted", equalTo(2))
                .body("rejected", hasSize(3))
                .body("rejected.index", equalTo(List.of(1, 2, 4)))
                .body("rejected[0].reason", equalTo("api: not configured here; known are internal, partner"))
                .body("rejected[1].reason", equalTo("startedAt: older than 90 days"))
                .body("rejected[2].reason", containsString("durationMicros"));
        assertEquals(2, count("SELECT count(*) FROM observability.exchange"));
    }

    @Test
    void createsTheTablesOfDaysThatNobodyPlannedFor() {
        ObjectNode[] days = IntStream.range(0, 20).mapToObj(i -> record("partner", now.minus(Duration.ofDays(40 + i))))
                .toArray(ObjectNode[]::new);
        post(batch(days)).statusCode(202).body("accepted", equalTo(20));
        assertEquals(20, count("SELECT count(DISTINCT tableoid) FROM observability.exchange"));
    }

    @Test
    void storesWhatPostgresCannotHoldInAWayItCan() {
        ObjectNode record = record("internal", now);
        record.withObject("request").put("url", "/nul\u0000/x");
        body(record.withObject("response"), "a\u0000b \ud800 c");
        header(record.withObject("request").withArray("headers"), "X-Odd", "\u0000\udfff");
        record.putObject("exception").put("type", "E").put("message", "\u0000");
        String raw = batch(record).toString().replace("\ud800", "\\ud800").replace("\udfff", "\\udfff");
        post(raw).statusCode(202).body("accepted", equalTo(1)).body("rejected", empty());
        assertEquals("/nul\u2400/x", text("SELECT url FROM observability.exchange"));
        assertEquals("a\u2400b \ufffd c", text("SELECT response_body FROM observability.exchange"));
    }

    @Test
    void noSecretOfARecorderThatRedactsNothingReachesTheTable() {
        ObjectNode record = record("internal", now);
        record.remove("redaction");
        ObjectNode request = record.withObject("request");
        request.put("method", "POST").put("url", "https://u:planted-1@shop.example/x?api_key=planted-2#id_token=planted-3");
        header(request.withArray("headers"), "Authorization", "Basic cGxhbnRlZC00");
        header(request.withArray("headers"), "Cookie", "a=planted-5; b=planted-6");
        header(request.withArray("headers"), "X-Api-Key", "planted-7");
        header(request.withArray("headers"), "Content-Type", "application/json");
        body(request,
                "{\"user\":{\"password\":\"planted-8\"},\"cards\":[{\"card_number\":\"4111111111111111\",\"cvv\":\"737\"}]}");
        ObjectNode response = record.withObject("response");
        header(response.withArray("headers"), "Set-Cookie", "sid=planted-9; Path=/");
        body(response, "{\"refreshToken\":\"planted-10\"}");
        record.putObject("exception").put("type", "E").put("message", "login failed, password=planted-11");
        post(batch(record)).statusCode(202).body("accepted", equalTo(1));
        String row = text("SELECT exchange::text FROM observability.exchange");
        for (String secret : List.of("planted-", "cGxhbnRlZC00", "4111111111111111", "737\"")) {
            assertFalse(row.contains(secret), secret + " in " + row);
        }
        assertTrue(row.contains("shop.example") && row.contains("login failed"), row);
    }

    @Test
    void refusesWhatIsNoBatchOrTooMuch() {
        post("{}").statusCode(400).body("type", equalTo("urn:steward:problem:not-a-batch"));
        postGzip(utf8("no gzip")).statusCode(400).body("type", equalTo("urn:steward:problem:not-a-batch"));
        postGzip(gzip(utf8("[" + " ".repeat(50_000_000) + "]"))).statusCode(413)
                .body("type", equalTo("urn:steward:problem:batch-too-large"));
        post("[" + "null,".repeat(1000) + "null]").statusCode(413).body("type", equalTo("urn:steward:problem:batch-too-large"));
        given().header("Authorization", "Bearer " + token("recorder", "service")).contentType("text/plain").body("[]")
                .when().post("/internal/v1/exchanges")
                .then().statusCode(415).body("type", equalTo("urn:steward:problem:unsupported-media-type"));
    }

    private static ValidatableResponse postGzip(byte[] body) {
        return given().header("Authorization", "Bearer " + token("recorder", "service"))
                .header("Content-Encoding", "gzip").contentType("application/json").body(body)
                .when().post("/internal/v1/exchanges")
                .then();
    }

    private long count(String sql) {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) {
        try (var connection = stores.connect(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
