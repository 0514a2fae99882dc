package dev.steward.observability.tally;

import static dev.steward.infra.test.TestTokens.token;
import static dev.steward.observability.tally.Reports.MINUTE;
import static dev.steward.observability.tally.Reports.count;
import static dev.steward.observability.tally.Reports.gap;
import static dev.steward.observability.tally.Reports.post;
import static dev.steward.observability.tally.Reports.report;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.recording.tally.TallyReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("observability")
class TallyResourceTest {
    private static final String SUM = "SELECT coalesce(sum(exchanges), 0) FROM observability.traffic_minute";

    private final UUID producer = UUID.randomUUID();

    @Inject
    TallySweep sweep;

    @Inject
    MeterRegistry meters;

    @InjectStores
    Stores stores;

    @Test
    void addsUpReportsOfAllProducersOfASeries() {
        post(report(producer, 1, List.of(count("internal", "/a", 200, 10), count("internal", null, null, 1)), List.of()))
                .statusCode(202).body("applied", equalTo(true)).body("rejected", empty());
        post(report(producer, 2, List.of(count("internal", "/a", 200, 5)), List.of())).body("applied", equalTo(true));
        post(report(UUID.randomUUID(), 1, List.of(count("internal", "/a", 200, 2)), List.of())).body("applied", equalTo(true));
        assertEquals(2, number("SELECT count(*) FROM observability.traffic_minute"));
        assertEquals(17, number("SELECT exchanges FROM observability.traffic_minute WHERE route = '/a'"));
        assertEquals(17, number("SELECT durations[3] FROM observability.traffic_minute WHERE route = '/a'"));
        assertEquals(17_000, number("SELECT duration_micros FROM observability.traffic_minute WHERE route = '/a'"));
    }

    @Test
    void appliesAReportOnceHoweverOftenAndLateItComes() {
        var lost = meters.counter("steward.observability.lost", "api", "internal", "class", "success");
        double lostBefore = lost.count();
        TallyReport first = report(producer, 1, List.of(count("internal", "/a", 200, 10)),
                List.of(gap(MINUTE, MINUTE.plusSeconds(3), false, 4)));
        post(first).body("applied", equalTo(true));
        post(first).statusCode(202).body("applied", equalTo(false));
        post(report(producer, 3, List.of(count("internal", "/a", 200, 1)), List.of())).body("applied", equalTo(true));
        post(first).body("applied", equalTo(false));
        assertEquals(11, number(SUM));
        assertEquals(1, number("SELECT count(*) FROM observability.gap"));
        assertEquals(4, lost.count() - lostBefore);
    }

    @Test
    void isExactWhenReplicasReportTheSameSeriesTogetherAndRepeatThemselves() throws Exception {
        List<Callable<ValidatableResponse>> posts = new ArrayList<>();
        for (int replica = 0; replica < 8; replica++) {
            UUID one = UUID.randomUUID();
            TallyReport report = report(one, 1,
                    List.of(count("internal", "/a", 200, 10), count("partner", "/b", 500, 1), count("internal", "/c", 404, 3)),
                    List.of());
            posts.addAll(Collections.nCopies(3, () -> post(report)));
        }
        Collections.shuffle(posts);
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var answer : threads.invokeAll(posts)) {
                answer.get().statusCode(202);
            }
        }
        assertEquals(8 * 14, number(SUM));
        assertEquals(8 * 4, number("SELECT sum(failed) FROM observability.traffic_minute"));
    }

    @Test
    void takesTheGoodCountsAndSaysWhatIsWrongWithTheOthers() {
        post("""
                {"producer": "%s", "sequence": 1, "service": "shop", "counts": [
                  {"api": "internal", "minute": "%2$s", "method": "GET", "exchanges": 2, "durationMicros": 9, "longestMicros": 5,
                   "durations": [2]},
                  {"api": "nobodys", "minute": "%2$s", "method": "GET", "exchanges": 1, "durations": [1]},
                  {"api": "internal", "minute": "%2$s", "method": "PUT", "exchanges": 3, "durations": [1, 1]},
                  {"api": "internal", "minute": "%2$s", "method": "GET", "exchanges": 1, "durations": [1]},
                  null],
                 "gaps": [{"api": "internal", "from": "%2$s", "until": "2020-01-01T00:00:00Z", "reason": "x", "exchanges": 1}]}
                """
                .formatted(producer, MINUTE)).statusCode(202).body("applied", equalTo(true))
                .body("rejected.item", equalTo(List.of("counts[1]", "counts[2]", "counts[3]", "counts[4]", "gaps[0]")))
                .body("rejected[0].reason", equalTo("api: not configured here; known are internal, partner"))
                .body("rejected[2].reason", equalTo("is in the report twice"));
        assertEquals(2, number(SUM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"producer\": \"x\"}",
            "{\"producer\": \"019aaf05-a38c-7d2e-8b57-c0a1f2d4e6b8\", \"sequence\": 0, \"service\": \"s\", \"counts\": [], \"gaps\": []}",
            "{\"producer\": \"019aaf05-a38c-7d2e-8b57-c0a1f2d4e6b8\", \"sequence\": 1, \"service\": \" \", \"counts\": [], \"gaps\": []}"})
    void refusesWhatIsNoReport(String body) {
        post(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void sumsUpEachApiWithItsPercentilesAndLosses() {
        post(report(producer, 1, List.of(count("internal", "/a", 200, 98), count("internal", "/a", 500, 2)),
                List.of(gap(MINUTE, MINUTE.plusSeconds(3), false, 4)))).body("applied", equalTo(true));
        summary("").statusCode(200)
                .body("apis.api", equalTo(List.of("internal", "partner")))
                .body("apis[0].exchanges", equalTo(100)).body("apis[0].failed", equalTo(2))
                .body("apis[0].errorRatio", equalTo(0.02f)).body("apis[0].lost", equalTo(4))
                .body("apis[0].durationMillis.mean", equalTo(1.0f)).body("apis[0].durationMillis.p99", equalTo(0.088f))
                .body("apis[1].exchanges", equalTo(0)).body("apis[1].errorRatio", nullValue());
        summary("?from=" + MINUTE.plusSeconds(60)).body("apis[0].exchanges", equalTo(0));
        summary("?from=" + MINUTE + "&to=" + MINUTE).statusCode(400);
        summary("?from=2020-01-01T00:00:00Z").statusCode(400);
    }

    @Test
    void forgetsWhatIsTooOld() throws SQLException {
        post(report(producer, 1, List.of(count("internal", "/a", 200, 1)), List.of(gap(MINUTE, MINUTE, false, 1))));
        sweep.sweep().await().atMost(Duration.ofSeconds(5));
        assertEquals(1, number(SUM));
        try (var connection = stores.connect(); var statement = connection.createStatement()) {
            statement.execute("UPDATE observability.traffic_minute SET minute = minute - interval '14 months'");
            statement.execute("UPDATE observability.gap SET lost_until = lost_until - interval '14 months'");
        }
        sweep.sweep().await().atMost(Duration.ofSeconds(5));
        assertEquals(0, number(SUM));
        assertEquals(0, number("SELECT count(*) FROM observability.gap"));
    }

    private static ValidatableResponse summary(String query) {
        return given().header("Authorization", "Bearer " + token("ada", "operator")).when().get("/v1/metrics/summary" + query)
                .then();
    }

    private long number(String sql) {
        try (var connection = stores.connect(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
