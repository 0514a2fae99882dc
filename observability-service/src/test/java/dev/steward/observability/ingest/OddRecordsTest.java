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
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.id.Uuid7;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a recorder gets wrong, or its traffic holds, beside a record that is right: that one is always stored. */
@QuarkusTest
@WithStores("observability")
class OddRecordsTest {
    /** NUL, a line break, escape, delete, half a pair, the other half, a line separator. */
    private static final String ODD = "a\u0000\n\u001b\u007f\ud83d b\ude00\u2028z";
    private static final String ODD_LINE = "a\u2400\u240a\u241b\u2421\ufffd b\ufffd\u2424z";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final ObjectNode good = record("internal", now);
    private final ObjectNode odd = record("internal", now);

    @Test
    void keepsWhatCannotBeStoredByItsPictureWhereverItStands() {
        odd.put("service", ODD).withObject("redaction").put("rulesVersion", ODD);
        odd.withObject("sampled").put("reason", ODD);
        ObjectNode request = odd.withObject("request");
        request.put("method", ODD).put("url", "/" + ODD).put("route", ODD).put("clientAddress", ODD).put("userAgent", ODD);
        header(request.withArray("headers"), "X-" + ODD, ODD);
        body(request, ODD);
        request.withObject("body").put("sha256", ODD).put("omitted", ODD);
        odd.putObject("user").put("id", ODD).putArray("roles").add(ODD);
        odd.putObject("exception").put("type", "E").put("message", ODD).put("\u0000\u001b", 1);
        stores(escaped(batch(odd)));
        stored(odd).body("service", equalTo(ODD_LINE)).body("redaction.rulesVersion", equalTo(ODD_LINE))
                .body("sampled.reason", equalTo(ODD_LINE))
                .body("request.method", equalTo(ODD_LINE)).body("request.url", equalTo("/" + ODD_LINE))
                .body("request.route", equalTo(ODD_LINE)).body("request.clientAddress", equalTo(ODD_LINE))
                .body("request.userAgent", equalTo(ODD_LINE))
                .body("request.headers[1]", contains("X-" + ODD_LINE, ODD_LINE))
                .body("request.body.text", equalTo("a\u2400\n\u241b\u2421\ufffd b\ufffd\u2028z"))
                .body("request.body.sha256", equalTo(ODD_LINE)).body("request.body.omitted", equalTo(ODD_LINE))
                .body("user.id", equalTo(ODD_LINE)).body("user.roles", contains(ODD_LINE))
                .body("exception.'\u2400\u241b'", equalTo(1))
                .body("exception.message", equalTo("a\u2400\n\u241b\u2421\ufffd b\ufffd\u2028z"));
    }

    @Test
    void keepsThemToWhenItRedactsItself() {
        odd.remove("redaction");
        ObjectNode request = odd.withObject("request");
        request.put("url", "/" + ODD + "?token=secret-1\u0000x").put("userAgent", ODD);
        header(request.withArray("headers"), "X-Odd", ODD);
        header(request.withArray("headers"), "Content-Type", "text/plain");
        body(request, ODD + " password=secret-2");
        odd.putObject("exception").put("type", "E").put("message", ODD);
        stores(escaped(batch(odd)));
        String all = stored(odd).extract().asString();
        assertFalse(all.contains("secret-") || all.contains("\u0000") || all.contains("\\u0000"), all);
    }

    @Test
    void countsOutWhatHasTheWrongShape() {
        costsItselfOnly("null", "record: is null");
        costsItselfOnly("[]", "record: has the wrong shape or type");
        costsItselfOnly("7", "record: has the wrong shape or type");
        costsItselfOnly("{}", "id: must be a UUIDv7");
        costsItselfOnly(changed("\"durationMicros\":1500", "\"durationMicros\":1e30"),
                "durationMicros: has the wrong shape or type");
        costsItselfOnly(changed("\"durationMicros\":1500", "\"durationMicros\":9223372036854775808"),
                "durationMicros: has the wrong shape or type");
        costsItselfOnly(changed("\"durationMicros\":1500", "\"durationMicros\":NaN"),
                "record: is no JSON in UTF-8, or nested too deeply");
        costsItselfOnly(changed("\"status\":200", "\"status\":\"fine\""), "response.status: has the wrong shape or type");
        costsItselfOnly(changed("\"status\":200", "\"status\":4294967496"), "response.status: has the wrong shape or type");
        costsItselfOnly(changed("\"rate\":1.0", "\"rate\":1e999"), "sampled.rate: must be above 0 and at most 1");
        costsItselfOnly(changed("[[\"Accept\"", "[{\"Accept\":1},[\"Accept\""),
                "request.headers[0]: has the wrong shape or type");
        costsItselfOnly(changed(now.toString(), "1e18"), "startedAt: has the wrong shape or type");
        costsItselfOnly(changed(now.toString(), "yesterday"), "startedAt: has the wrong shape or type");
        costsItselfOnly(changed("\"" + now + "\"", "99999999999999999999999"), "startedAt: has the wrong shape or type");
        costsItselfOnly(changed("\"" + now + "\"", "1e999999999"), "startedAt: older than 90 days");
        costsItselfOnly(changed("\"api\":\"internal\"", "\"api\":\"Internal\""),
                "api: not configured here; known are internal, partner");
        costsItselfOnly(changed("\"api\":\"internal\"", "\"api\":null"),
                "api: not configured here; known are internal, partner");
    }

    @Test
    void countsOutWhatIsTooLongOrTooDeep() {
        header(odd.withObject("request").withArray("headers"), "X-Long", "x".repeat(1_000_000));
        costsItselfOnly(odd.toString(), "request.headers: longer than 32768 characters");
        costsItselfOnly(changed("\"exception\":null", "\"exception\":{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"),
                "exception: has the wrong shape or type");
        costsItselfOnly(changed("\"exception\":null", "\"more\":" + "[".repeat(5000) + "]".repeat(5000)),
                "record: is no JSON in UTF-8, or nested too deeply");
    }

    @Test
    void storesAnExceptionAsDeepAsItReads() {
        String deep = "{\"a\":" + "[".repeat(990) + "]".repeat(990) + "}";
        stores("[" + changed("\"exception\":null", "\"exception\":" + deep) + "]");
        assertTrue(stored(odd).extract().asString().contains("[".repeat(990)));
        String unredacted = changed("\"exception\":null", "\"exception\":" + deep)
                .replace("\"redaction\":{\"rulesVersion\":\"abc\",\"count\":0},", "")
                .replace(odd.path("id").asText(), Uuid7.at(now).toString());
        stores("[" + unredacted + "]");
    }

    @Test
    void bytesThatAreNoUtf8CostTheirRecordOnly() {
        byte[] bytes = utf8("[" + good + "," + changed("orders", "or??rs") + "," + record("internal", now) + "]");
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("??");
        bytes[at] = (byte) 0xc3;
        bytes[at + 1] = (byte) 0x28;
        given().header("Authorization", "Bearer " + token("recorder", "service")).contentType("application/json").body(bytes)
                .when().post("/internal/v1/exchanges")
                .then().statusCode(202).body("accepted", equalTo(2)).body("rejected.index", equalTo(List.of(1)));
    }

    @Test
    void readsTimesInEveryFormThatRfc3339Knows() {
        for (String time : List.of(now.atOffset(ZoneOffset.ofHours(7)).toString(), now + "", now.plusNanos(999).toString(),
                now.truncatedTo(ChronoUnit.SECONDS).toString(), now.atOffset(ZoneOffset.ofHours(-3)).toString())) {
            ObjectNode record = record("internal", now).put("startedAt", time);
            stores(batch(record).toString());
            Instant told = Instant.parse(stored(record).extract().path("startedAt"));
            assertTrue(!told.isAfter(now.plusNanos(999)) && told.isAfter(now.minusSeconds(1)), time + " became " + told);
        }
        ObjectNode leap = record("internal", now).put("startedAt", yesterday() + "T23:59:60Z");
        stores(batch(leap).toString());
        stored(leap).body("startedAt", equalTo(yesterday() + "T23:59:59Z"));
    }

    @Test
    void theLastNanosecondOfADayIsOfThatDay() {
        ObjectNode last = record("internal", now).put("startedAt", yesterday() + "T23:59:59.999999999Z");
        stores(batch(last).toString());
        stored(last).body("startedAt", equalTo(yesterday() + "T23:59:59.999999Z"));
    }

    @Test
    void takesNumbersThatAreWrittenAsText() {
        stores("[" + changed("\"status\":200", "\"status\":\"201\"") + "]");
        stored(odd).body("response.status", equalTo(201));
    }

    @Test
    void leavesOutMembersItDoesNotKnow() {
        odd.put("future", 1).withObject("request").putObject("tls").put("version", "1.3");
        stores(batch(odd).toString());
        stored(odd).body("containsKey('future')", equalTo(false));
    }

    @Test
    void findsARecordWhoseIdIsOlderThanItsTime() {
        ObjectNode record = record(Uuid7.at(now.minus(Duration.ofDays(400))), "internal", now);
        stores(batch(record).toString());
        stored(record).body("startedAt", equalTo(now.toString()));
    }

    @Test
    void refusesAnIdThatHoldsNoTime() {
        odd.put("id", UUID.randomUUID().toString());
        costsItselfOnly(odd.toString(), "id: must be a UUIDv7");
        costsItselfOnly(odd.put("id", "00000000-0000-0000-0000-000000000000").toString(), "id: must be a UUIDv7");
        costsItselfOnly(odd.put("id", "x").toString(), "id: has the wrong shape or type");
    }

    @Test
    void anEmptyBatchIsFine() {
        post("[]").statusCode(202).body("accepted", equalTo(0)).body("duplicates", equalTo(0)).body("rejected", empty());
        post(" [ ] ").statusCode(202);
    }

    @Test
    void refusesAnArchiveThatIsCutOff() {
        byte[] whole = gzip(utf8(batch(good).toString()));
        for (int length : List.of(1, 5, 12, whole.length / 2, whole.length - 8, whole.length - 1)) {
            given().header("Authorization", "Bearer " + token("recorder", "service"))
                    .header("Content-Encoding", "gzip").contentType("application/json").body(Arrays.copyOf(whole, length))
                    .when().post("/internal/v1/exchanges")
                    .then().statusCode(400).body("type", equalTo("urn:steward:problem:not-a-batch"));
        }
    }

    /** Half a surrogate pair cannot be sent as UTF-8, only as an escape. */
    private static String escaped(ArrayNode batch) {
        return batch.toString().replace("\ud83d", "\\ud83d").replace("\ude00", "\\ude00");
    }

    /** The odd record as JSON, with this instead of that. */
    private String changed(String that, String instead) {
        String json = odd.toString();
        assertTrue(json.contains(that), () -> that + " is not in " + json);
        return json.replace(that, instead);
    }

    private void costsItselfOnly(String record, String reason) {
        post("[" + record + "," + record("internal", now) + "]").statusCode(202)
                .body("accepted", equalTo(1)).body("rejected", hasSize(1)).body("rejected[0].index", equalTo(0))
                .body("rejected[0].reason", startsWith(reason));
    }

    private static void stores(String batch) {
        post(batch).statusCode(202).body("rejected", empty()).body("accepted", equalTo(1)).body("duplicates", equalTo(0));
    }

    private static ValidatableResponse stored(ObjectNode record) {
        return given().header("Authorization", "Bearer " + token("ada", "admin"))
                .when().get("/v1/exchanges/" + record.path("id").asText())
                .then().statusCode(200);
    }

    private String yesterday() {
        return now.minus(Duration.ofDays(1)).toString().substring(0, 10);
    }
}
