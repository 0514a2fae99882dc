package dev.steward.heartbeat.storefront;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.is;

import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("heartbeat")
class LegacyHeartbeatResourceTest {
    private static final String SESSION = "q4m1k2n8o5p7abc12345678";

    @BeforeEach
    void fillTheCart() {
        given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json")
                .body("{\"items\": 3, \"total\": 59.97, \"currency\": \"EUR\"}")
                .put("/internal/v1/carts/" + SESSION)
                .then().statusCode(200);
    }

    @Test
    void answersFlatWithoutASession() {
        flat(given().get("/hb?action=init").then(), 0, false);
        flat(given().post("/hb").then(), 0, false);
    }

    @Test
    void takesTheSessionFromWhereverTheClientPutsIt() {
        flat(given().get("/hb?sessionId=" + SESSION).then(), 3, false);
        flat(given().contentType("application/json").body("{\"sessionId\": \"" + SESSION + "\"}").post("/hb").then(), 3, false);
        flat(given().contentType("application/x-www-form-urlencoded").formParam("sessionId", SESSION).post("/hb").then(), 3,
                false);
        flat(given().header("Cookie", "PHPSESSID=" + SESSION + "; other=1").get("/hb").then(), 3, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHPSESSID=!", "PHPSESSID=", "PHPSESSID", "=x", ";;;", "$Version=abc; PHPSESSID=x",
            "PHPSESSID=\"abc",
            "PHPSESSID=a,b", "a=b; PHPSESSID=%00%00%00%00%00%00%00%00"})
    void ignoresACookieThatIsNoSession(String cookie) {
        flat(given().header("Cookie", cookie).get("/hb").then(), 0, false);
    }

    @Test
    void refusesAParameterThatIsNoSession() {
        given().get("/hb?sessionId=!").then().statusCode(400).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:validation-failed"));
    }

    @Test
    void marksACustomerOnlineWithAndWithoutASession() {
        String token = TestTokens.token("customer-17", "customer");
        flat(given().auth().oauth2(token).get("/hb?sessionId=" + SESSION).then(), 3, true);
        flat(given().auth().oauth2(token).get("/hb").then(), 0, true);
    }

    private static void flat(ValidatableResponse answer, int cart, boolean online) {
        answer.statusCode(200)
                .contentType("application/json")
                .header("Deprecation", "@1793491200")
                .header("Sunset", "Tue, 30 Nov 2027 23:59:59 GMT")
                .header("Link", "</api/v1/heartbeat>; rel=\"successor-version\"")
                .body("$", aMapWithSize(3))
                .body("status", is("ok"))
                .body("cart", is(cart))
                .body("online", is(online));
    }
}
