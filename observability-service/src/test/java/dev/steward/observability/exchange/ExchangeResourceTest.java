package dev.steward.observability.exchange;

import static dev.steward.infra.test.TestTokens.token;
import static dev.steward.observability.Records.batch;
import static dev.steward.observability.Records.body;
import static dev.steward.observability.Records.post;
import static dev.steward.observability.Records.record;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.id.Uuid7;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("observability")
class ExchangeResourceTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @InjectStores
    Stores stores;

    @Test
    void listsNewestFirstWithoutBodies() {
        ObjectNode older = record("internal", now.minusSeconds(60));
        ObjectNode newer = record("partner", now);
        store(older, newer);
        list("limit=50").body("items.id", contains(id(newer), id(older))).body("nextCursor", nullValue())
                .body("items[1].request.url", equalTo("https://shop.example/api/orders?page=2"))
                .body("items[1].startedAt", equalTo(older.path("startedAt").asText()))
                .body("items[1].response.status", equalTo(200))
                .body("items[1].failed", equalTo(false))
                .body("items[1].user", nullValue())
                .body("items[1].traceId", equalTo(older.path("traceId").asText()));
    }

    @Test
    void narrowsByEveryCondition() {
        ObjectNode plain = record("internal", now.minusSeconds(100));
        ObjectNode failed = record("internal", now.minusSeconds(200));
        failed.withObject("response").put("status", 502);
        ObjectNode missing = record("partner", now.minusSeconds(300)).put("durationMicros", 2_500_000);
        missing.withObject("response").put("status", 404);
        missing.withObject("request").put("method", "POST").put("url", "/partner/Articles/100%25_off").put("route",
                "/partner/articles/{id}");
        missing.putObject("user").put("id", "ada").putArray("roles").add("partner");
        ObjectNode aborted = record("internal", now.minusSeconds(400));
        aborted.withObject("response").putNull("status").put("aborted", true);
        store(plain, failed, missing, aborted);

        finds("api=partner", missing);
        finds("status=502", failed);
        finds("status=5xx", failed);
        finds("status=4xx", missing);
        finds("status=200", plain);
        finds("status=failed", failed, missing, aborted);
        finds("method=POST", missing);
        finds("route=/partner/articles/{id}", missing);
        finds("user=ada", missing);
        finds("traceId=" + failed.path("traceId").asText(), failed);
        finds("minDurationMs=2500", missing);
        finds("minDurationMs=2501");
        finds("q=articles", missing);
        finds("q=100%2525_OFF", missing);
        finds("q=100%25_off");
        finds("q=article__100");
        finds("from=" + now.minusSeconds(200) + "&to=" + now.minusSeconds(100), failed);
        finds("api=internal&status=failed", failed, aborted);
    }

    @Test
    void refusesAConditionThatItDoesNotUnderstand() {
        for (String wrong : List.of("status=6xx", "status=ok", "from=yesterday", "traceId=1", "minDurationMs=-1", "limit=0",
                "limit=501", "cursor=x", "minDurationMs=9223372036854775807", "to=-0001-01-01T00:00:00Z",
                "cursor=LTkyMjMzNzIwMzY4NTQ3NzU4MDggMDE5Y2ViYWItODdiNy03ZDJlLThiNTctYzBhMWYyZDRlNmI4")) {
            given().header("Authorization", "Bearer " + token("ada", "operator")).when().get("/v1/exchanges?" + wrong)
                    .then().statusCode(400).contentType("application/problem+json");
        }
        given().header("Authorization", "Bearer " + token("ada", "operator")).queryParam("from", "+300000-01-01T00:00:00Z")
                .when().get("/v1/exchanges").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aWalkByCursorMeetsEachOneOnceWhateverArrivesMeanwhile() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            // Many share a moment, and they lie in several days and APIs.
            Instant startedAt = now.minus(Duration.ofHours(i / 8 * 6L));
            ObjectNode record = record(i % 3 == 0 ? "partner" : "internal", startedAt);
            all.add(id(record));
            store(record);
        }
        List<String> met = new ArrayList<>();
        String cursor = null;
        do {
            ValidatableResponse page = list("limit=7" + (cursor == null ? "" : "&cursor=" + cursor));
            met.addAll(page.extract().path("items.id"));
            cursor = page.extract().path("nextCursor");
            store(record("internal", now.plusSeconds(met.size())));
        } while (cursor != null && met.size() < 1000);
        assertEquals(all.size(), met.size());
        assertEquals(new HashSet<>(all), new HashSet<>(met));
    }

    @Test
    void aWalkByCursorKeepsToItsSpan() {
        ObjectNode[] all = IntStream.range(0, 9).mapToObj(i -> record("internal", now.minusSeconds(i)))
                .toArray(ObjectNode[]::new);
        store(all);
        String span = "from=" + now.minusSeconds(6) + "&to=" + now.minusSeconds(1) + "&limit=2";
        String first = list(span).body("items.id", contains(id(all[2]), id(all[3]))).extract().path("nextCursor");
        String second = list(span + "&cursor=" + first).body("items.id", contains(id(all[4]), id(all[5]))).extract()
                .path("nextCursor");
        list(span + "&cursor=" + second).body("items.id", contains(id(all[6]))).body("nextCursor", nullValue());
        list("to=" + now.minusSeconds(5) + "&limit=2&cursor=" + first).body("items.id", contains(id(all[6]), id(all[7])));
    }

    @Test
    void saysThatAListingIsTooBroadRatherThanHang() {
        store(record("internal", now));
        execute("ALTER TABLE observability.exchange ENABLE ROW LEVEL SECURITY;"
                + " CREATE POLICY slow ON observability.exchange USING (pg_sleep(20) IS NOT NULL)");
        try {
            given().header("Authorization", "Bearer " + token("ada", "operator")).when().get("/v1/exchanges?method=DELETE")
                    .then().statusCode(422).body("type", equalTo("urn:steward:problem:too-broad"))
                    .body("detail", containsString("Narrow from and to"));
        } finally {
            execute("DROP POLICY slow ON observability.exchange; ALTER TABLE observability.exchange DISABLE ROW LEVEL SECURITY");
        }
        list("method=GET").body("items", hasSize(1));
    }

    @Test
    void aCursorAtTheEndLeadsNowhere() {
        list("limit=50").body("items", empty()).body("nextCursor", nullValue());
        store(record("internal", now), record("internal", now.minusSeconds(1)));
        list("limit=2").body("items", hasSize(2)).body("nextCursor", nullValue());
        String cursor = list("limit=1").extract().path("nextCursor");
        list("limit=1&cursor=" + cursor).body("items", hasSize(1)).body("nextCursor", nullValue());
    }

    @Test
    void showsBodiesToAdminsOnlyAndNotesThatTheyLooked() {
        ObjectNode record = record("internal", now);
        body(record.withObject("request"), "{\"note\":\"private\"}");
        store(record);
        read(id(record), "operator").body("request.body.text", nullValue())
                .body("request.body.size", equalTo(18))
                .body("request.body.omitted", equalTo("needs the role admin"))
                .body("request.headers", equalTo(List.of(List.of("Accept", "application/json"))))
                .body("response.body.text", nullValue());
        assertNull(text("SELECT max(reader) FROM observability.body_read"));
        read(id(record), "admin").body("request.body.text", equalTo("{\"note\":\"private\"}"))
                .body("response.body.text", equalTo("{\"orders\":[]}"))
                .body("sampled.rate", equalTo(1.0f))
                .body("redaction.rulesVersion", equalTo("abc"))
                .body("exception", nullValue());
        assertEquals("ada record " + id(record),
                text("SELECT reader || ' ' || read_as || ' ' || exchange_id FROM observability.body_read"));
    }

    @Test
    void findsAnExchangeWhoseIdAndTimeAreFarApart() {
        ObjectNode record = record(Uuid7.at(now), "internal", now.minus(Duration.ofDays(20)));
        store(record);
        read(id(record), "operator").body("id", equalTo(id(record)));
        given().header("Authorization", "Bearer " + token("ada", "operator")).when().get("/v1/exchanges/" + UUID.randomUUID())
                .then().statusCode(404).body("type", equalTo("urn:steward:problem:exchange-not-found"));
    }

    @Test
    void writesAnArchiveThatBrowsersRead() {
        ObjectNode record = record("internal", now);
        body(record.withObject("request"), "{}");
        store(record);
        given().header("Authorization", "Bearer " + token("ada", "admin")).when().get("/v1/exchanges/" + id(record) + "/har")
                .then().statusCode(200)
                .body("log.version", equalTo("1.2"))
                .body("log.entries[0].request.queryString[0].name", equalTo("page"))
                .body("log.entries[0].request.postData.text", equalTo("{}"))
                .body("log.entries[0].response.status", equalTo(200))
                .body("log.entries[0].response.content.text", containsString("orders"))
                .body("log.entries[0].timings.wait", equalTo(1.5f));
        assertEquals("har", text("SELECT read_as FROM observability.body_read"));
    }

    private static void finds(String condition, ObjectNode... records) {
        List<String> ids = IntStream.range(0, records.length).mapToObj(i -> id(records[i])).toList();
        list(condition).body("items.id", equalTo(ids));
    }

    private static ValidatableResponse list(String condition) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token("ada", "operator"))
                .when().get("/v1/exchanges?" + condition.replace("{", "%7B").replace("}", "%7D"))
                .then().statusCode(200);
    }

    private static ValidatableResponse read(String id, String role) {
        return given().header("Authorization", "Bearer " + token("ada", role)).when().get("/v1/exchanges/" + id)
                .then().statusCode(200);
    }

    private static void store(ObjectNode... records) {
        post(batch(records)).statusCode(202).body("rejected", empty());
    }

    private static String id(ObjectNode record) {
        return record.path("id").asText();
    }

    private void execute(String sql) {
        try (var connection = stores.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
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
