package dev.steward.dispatcher;

import static dev.steward.dispatcher.Api.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class RolesTest {
    private static final String ONE = "/v1/requests/019aaa11-7d3c-7c4e-9a65-2f0d2b6f7d10";

    private static final String DESTINATION = "/v1/destinations/8f5aaa11-7d3c-8c4e-9a65-2f0d2b6f7d10";

    @ParameterizedTest
    @CsvSource({
            "POST, /internal/v1/requests,       service,  admin",
            "POST, /internal/v1/requests:batch, service,  operator",
            "GET,  /internal/v1/queue,          service,  admin",
            "GET,  /v1/requests,                operator, service",
            "GET,  /v1/requests,                admin,    mitra",
            "GET,  " + ONE + ",                 operator, customer",
            "POST, " + ONE + "/retry,           admin,    operator",
            "POST, " + ONE + "/attempt,         admin,    operator",
            "POST, " + ONE + "/cancel,          admin,    operator",
            "POST, /v1/requests:redrive,        admin,    operator",
            "GET,  /v1/destinations,            operator, service",
            "PATCH, " + DESTINATION + ",        admin,    operator",
            "GET,  /v1/queue,                   operator, service"})
    void asksForTheRole(String method, String path, String allowed, String forbidden) {
        anonymous().request(method, path)
                .then().statusCode(401).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:unauthenticated"));
        anonymous().auth().oauth2("not.a.token").request(method, path)
                .then().statusCode(401).contentType("application/problem+json");
        as(forbidden).request(method, path)
                .then().statusCode(403).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:forbidden"));
        as(allowed).request(method, path).then().statusCode(not(401)).statusCode(not(403));
    }

    @Test
    void servesNobodyWhatIsNotThere() {
        as("admin", "service").get("/v1/anything").then().statusCode(404).contentType("application/problem+json");
    }

    private static RequestSpecification anonymous() {
        return given().urlEncodingEnabled(false).contentType("application/json");
    }
}
