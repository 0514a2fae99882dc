package dev.steward.heartbeat.storefront;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.Snapshot;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("heartbeat")
class StorefrontHeartbeatResourceTest {
    private static final String SESSION = "5f0c6b1e-7c55-4d3e-9f3a-1c0d4e5f6a7b";

    @Inject
    MaintenanceFollower maintenance;

    @Test
    void answersAnAnonymousVisitorWithTheWholeContract() {
        beat(given())
                .body("schema", is("storefront.heartbeat/1"))
                .body("serverTime", containsString("Z"))
                .body("nextHeartbeatSeconds", is(30))
                .body("session.id", is(SESSION))
                .body("session.online", is(false))
                .body("session", hasKey("customerId"))
                .body("session.customerId", nullValue())
                .body("$", hasKey("cart"))
                .body("cart", nullValue())
                .body("maintenance", allOf(hasKey("state"), hasKey("startsAt"), hasKey("backOnlineAt"), hasKey("message")))
                .body("$", aMapWithSize(6));
    }

    @Test
    void marksACustomersSessionOnline() {
        beat(given().auth().oauth2(TestTokens.token("customer-17", "customer")))
                .body("session.online", is(true))
                .body("session.customerId", is("customer-17"));
    }

    @Test
    void takesSomebodyElsesTokenForNoCustomers() {
        beat(given().auth().oauth2(TestTokens.token("ops", "admin")))
                .body("session.online", is(false))
                .body("session.customerId", nullValue());
    }

    @Test
    void answersOnWhenASignInHasRunOut() {
        String expired = TestTokens.issuer().token("customer-17", List.of("customer"), Duration.ofHours(-1));
        beat(given().auth().oauth2(expired))
                .body("session.online", is(false))
                .body("session.customerId", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer x.y.z", "Bearer  ", "Basic dTpw", "nonsense"})
    void answersOnWhateverTheTokenIs(String authorization) {
        beat(given().header("Authorization", authorization))
                .body("session.online", is(false));
    }

    @Test
    void showsTheCartThatTheShopHandedOver() {
        given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json")
                .body("{\"items\": 3, \"total\": 59.90, \"currency\": \"EUR\", \"updatedAt\": \"2026-11-21T12:00:00Z\"}")
                .put("/internal/v1/carts/" + SESSION)
                .then().statusCode(200).body("items", is(3)).body("updatedAt", is("2026-11-21T12:00:00Z"));

        String answer = beat(given())
                .body("cart.items", is(3))
                .body("cart.currency", is("EUR"))
                .body("cart.updatedAt", is("2026-11-21T12:00:00Z"))
                .extract().asString();
        assertTrue(answer.contains("\"total\":59.90"), answer);
    }

    @Test
    void announcesMaintenanceAndThenTellsOfIt() {
        Instant start = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        offer(window(start, start.plusSeconds(1800), "New shelves"));
        beat(given())
                .body("maintenance.state", is("SCHEDULED"))
                .body("maintenance.startsAt", is(start.toString()))
                .body("maintenance.backOnlineAt", is(start.plusSeconds(1800).toString()))
                .body("maintenance.message", is("New shelves"));

        Instant started = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        offer(window(started, null, null));
        beat(given())
                .body("maintenance.state", is("OFFLINE"))
                .body("maintenance.startsAt", is(started.toString()))
                .body("maintenance.backOnlineAt", nullValue());

        offer();
        beat(given()).body("maintenance.state", is("ONLINE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}",
            "{\"sessionId\": null}",
            "{\"sessionId\": \"short\"}",
            "{\"sessionId\": \"../../../etc/passwd\"}",
            "{\"sessionId\": \"abcdefgh\\r\\nSET x y\"}",
            "{\"sessionId\": \"abcdefgh\\u0000\"}",
            "{\"sessionId\": {\"a\": 1}}",
            "{\"sessionId\": [\"5f0c6b1e-7c55-4d3e-9f3a-1c0d4e5f6a7b\"]}",
            "null",
            ""})
    void refusesWhatIsNoSession(String body) {
        given().contentType("application/json").body(body)
                .post("/api/v1/heartbeat")
                .then().statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("urn:steward:problem:validation-failed"));
    }

    @Test
    void refusesWhatIsTooLong() {
        refused("{\"sessionId\": \"" + "a".repeat(129) + "\"}", 400, "validation-failed")
                .body("errors.field", hasItem("sessionId"))
                .body("detail", not(containsString("aaaa")));
        refused("{\"sessionId\": \"" + SESSION + "\", \"page\": \"" + "/".repeat(2049) + "\"}", 400, "validation-failed")
                .body("errors.field", hasItem("page"));
        refused("{\"sessionId\": \"" + SESSION + "\", \"page\": \"" + "/".repeat(2_000_000) + "\"}", 413,
                "content-too-large");
    }

    @Test
    void refusesWhatIsNotJson() {
        refused("{\"sessionId\": ", 400, "malformed-request");
        refused("[]", 400, "malformed-request");
        given().contentType("text/plain").body(SESSION).post("/api/v1/heartbeat")
                .then().statusCode(415).contentType("application/problem+json");
        given().get("/api/v1/heartbeat")
                .then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void ignoresMembersThatItDoesNotKnow() {
        given().contentType("application/json")
                .body("{\"schema\": \"storefront.heartbeat/1\", \"sessionId\": \"" + SESSION + "\", \"page\": \"/\", \"x\": 1}")
                .post("/api/v1/heartbeat")
                .then().statusCode(200);
    }

    @Test
    void refusesAVersionThatItDoesNotSpeakAndSaysWhichItDoes() {
        refused("{\"schema\": \"storefront.heartbeat/2\", \"sessionId\": \"" + SESSION + "\"}", 422, "unsupported-schema")
                .body("supported", equalTo(List.of("storefront.heartbeat/1")));
    }

    private static ValidatableResponse refused(String body, int status, String code) {
        return given().contentType("application/json").body(body)
                .post("/api/v1/heartbeat")
                .then().statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("urn:steward:problem:" + code));
    }

    private static ValidatableResponse beat(RequestSpecification request) {
        return request.contentType("application/json").body("{\"sessionId\": \"" + SESSION + "\", \"page\": \"/\"}")
                .post("/api/v1/heartbeat")
                .then().statusCode(200).contentType("application/json");
    }

    private void offer(MaintenanceWindow... windows) {
        maintenance.offer(new Snapshot(maintenance.current().revision() + 1, List.of(windows)));
    }

    private static MaintenanceWindow window(Instant start, Instant backOnline, String message) {
        return new MaintenanceWindow(UUID.randomUUID(),
                List.of(new MaintenanceWindow.Coverage("storefront", start, null, null)), backOnline, EndPolicy.MANUAL, message,
                1);
    }
}
