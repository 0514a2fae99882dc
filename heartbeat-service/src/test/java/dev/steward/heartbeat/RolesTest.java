package dev.steward.heartbeat;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("heartbeat")
class RolesTest {
    @ParameterizedTest
    @CsvSource({
            "GET,  /v1/admin/heartbeat,             operator, customer",
            "GET,  /v1/admin/heartbeat,             admin,    service",
            "GET,  /hbadmin,                        operator, customer",
            "POST, /hbadmin,                        admin,    service",
            "POST, /internal/v1/events,             service,  admin",
            "PUT,  /internal/v1/carts/session-1234, service,  operator",
            "PUT,  /internal/v1/flags/queue,        service,  customer"})
    void asksForTheRole(String method, String path, String allowed, String forbidden) {
        given().contentType("application/json").request(method, path)
                .then().statusCode(401).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:unauthenticated"));
        given().contentType("application/json").auth().oauth2("not.a.token").request(method, path)
                .then().statusCode(401).contentType("application/problem+json");
        given().contentType("application/json").auth().oauth2(TestTokens.token("somebody", forbidden)).request(method, path)
                .then().statusCode(403).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:forbidden"));
        given().contentType("application/json").auth().oauth2(TestTokens.token("somebody", allowed)).request(method, path)
                .then().statusCode(not(401)).statusCode(not(403));
    }

    @Test
    void serveNobodyWhatIsNotThere() {
        assertEquals(404, given().get("/v1/anything").statusCode());
        given().auth().oauth2(TestTokens.token("ops", "admin")).get("/internal/v1/anything")
                .then().statusCode(404).contentType("application/problem+json");
    }
}
