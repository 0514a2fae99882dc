package dev.steward.maintenance.window;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.maintenance.Snapshot;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("maintenance")
class OfflineResourceTest {
    private static final Instant SOON = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @InjectStores
    Stores stores;

    @Test
    void takesChannelsOfflineAndOnlineAgain() {
        String id = put("{\"channels\":[\"api\"],\"backOnlineAt\":\"%s\",\"message\":\"Moving\"}".formatted(SOON))
                .statusCode(200)
                .body("channels[0].channel", is("api"))
                .body("backOnlineAt", is(SOON.toString()))
                .body("endPolicy", is("MANUAL"))
                .body("version", is(1))
                .extract().path("id");
        status().body("channels.find { it.channel == 'api' }.state", is("OFFLINE"))
                .body("channels.find { it.channel == 'api' }.estimated", is(true))
                .body("channels.find { it.channel == 'api' }.message", is("Moving"))
                .body("channels.find { it.channel == 'storefront' }.state", is("ONLINE"))
                .body("channels.find { it.channel == 'storefront' }.startedAt", nullValue());
        put("{\"channels\":[\"api\"]}").statusCode(200).body("id", is(id)).body("backOnlineAt", is(SOON.toString()));
        admin().delete("/v1/offline").then().statusCode(200)
                .body("channels.state", equalTo(List.of("ONLINE", "ONLINE", "ONLINE")));
        admin().delete("/v1/offline").then().statusCode(200);
    }

    @Test
    void coversAllChannelsWhenNoneIsNamed() {
        put("{}").statusCode(200).body("channels.channel", equalTo(List.of("api", "partner", "storefront")));
    }

    @Test
    void knowsNullFromLeftOut() {
        put("{\"backOnlineAt\":\"%s\"}".formatted(SOON)).statusCode(200);
        put("{}").statusCode(200).body("backOnlineAt", is(SOON.toString()));
        put("{\"backOnlineAt\":null}").statusCode(200).body("backOnlineAt", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"channels":["moon"]}                                    | 422 | unknown-channel
            {"backOnlineAt":"2001-01-01T00:00:00Z"}                  | 422 | time-past
            {"backOnlineAt":"9999-01-01T00:00:00Z"}                  | 422 | time-too-far
            {"endPolicy":"AUTOMATIC"}                                | 422 | time-required
            {"backOnlineAt":"half past three"}                       | 400 | validation-failed
            {"backOnlineAt":"2030-01-01T00:00:00"}                   | 400 | validation-failed
            {"backOnlineAt":7}                                       | 400 | validation-failed
            {"endPolicy":"SOMETIMES"}                                | 400 | validation-failed
            {"channels":"api"}                                       | 400 | validation-failed
            {"channels":                                             | 400 | malformed-request
            """)
    void saysWhatIsWrong(String body, int status, String code) {
        put(body).statusCode(status).contentType("application/problem+json").body("type", is("urn:steward:problem:" + code))
                .body("detail", notNullValue());
    }

    @Test
    void refusesAnEarlierTimeUnlessToldSo() {
        put("{\"backOnlineAt\":\"%s\"}".formatted(SOON)).statusCode(200);
        String earlier = SOON.minusSeconds(600).toString();
        put("{\"backOnlineAt\":\"%s\"}".formatted(earlier)).statusCode(409).body("type", containsString("would-shorten"));
        put("{\"backOnlineAt\":\"%s\",\"shorten\":true}".formatted(earlier)).statusCode(200).body("backOnlineAt", is(earlier));
    }

    @Test
    void refusesAnEndlessMessage() {
        put("{\"message\":\"%s\"}".formatted("x".repeat(2049))).statusCode(400).body("errors[0].field", is("message"));
    }

    @Test
    void letsOnlyAdminsChangeAndOnlyServicesReadTheSnapshot() {
        given().contentType("application/json").body("{}").put("/v1/offline").then().statusCode(401);
        as("operator").contentType("application/json").body("{}").put("/v1/offline").then().statusCode(403);
        as("operator").delete("/v1/offline").then().statusCode(403);
        given().get("/internal/v1/snapshot").then().statusCode(401);
        as("admin").get("/internal/v1/snapshot").then().statusCode(403);
        as("service").get("/internal/v1/snapshot").then().statusCode(200).body("revision", notNullValue());
    }

    @Test
    void publishesToValkeyBeforeItAnswers() {
        long revision = put("{\"channels\":[\"partner\"]}").statusCode(200).extract().jsonPath().getLong("revision");
        String published = (String) stores.valkey("GET", Snapshot.KEY);
        assertTrue(published.contains("\"revision\":" + revision), published);
        assertTrue(published.contains("partner"), published);
    }

    @Test
    void writesDownWhoChangedWhat() throws Exception {
        put("{\"channels\":[\"api\"]}").statusCode(200);
        admin().delete("/v1/offline").then().statusCode(200);
        assertEquals("CREATE,END by alice", query("""
                SELECT string_agg(action, ',' ORDER BY revision) || ' by ' || min(actor) FROM maintenance.event"""));
    }

    @Test
    void manyOperatorsAtOnceMakeOneWindowAndNoGap() throws Exception {
        try (ExecutorService operators = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> calls = IntStream.range(0, 24).<Callable<Integer>>mapToObj(i -> () -> put(
                    "{\"channels\":[\"api\"],\"message\":\"m%d\"}".formatted(i)).extract().statusCode()).toList();
            for (Future<Integer> call : operators.invokeAll(calls)) {
                assertEquals(200, call.get());
            }
        }
        assertEquals("1", query("SELECT count(*) FROM maintenance.maintenance_window"));
        assertEquals("24", query("SELECT count(DISTINCT revision) FROM maintenance.event WHERE window_id IS NOT NULL"));
        assertEquals("t", query("SELECT max(revision) - min(revision) + 1 = count(*) FROM maintenance.event"));
        assertEquals("t", query("SELECT max(e.revision) = min(r.value) FROM maintenance.event e, maintenance.revision r"));
        assertEquals("24", query("SELECT version FROM maintenance.maintenance_window"));
    }

    private String query(String sql) throws Exception {
        try (var connection = stores.connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static ValidatableResponse put(String body) {
        return admin().contentType("application/json").body(body).put("/v1/offline").then();
    }

    private static ValidatableResponse status() {
        return given().get("/v1/status").then().statusCode(200);
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(TestTokens.token("alice", "admin"));
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.token("bob", role));
    }
}
