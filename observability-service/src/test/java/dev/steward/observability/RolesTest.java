package dev.steward.observability;

import static dev.steward.infra.test.TestTokens.token;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("observability")
class RolesTest {
    @ParameterizedTest
    @CsvSource({
            "POST, /internal/v1/exchanges,                                401, 403, 403, 403, 202",
            "POST, /internal/v1/tallies,                                  401, 403, 403, 403, 400",
            "GET,  /v1/metrics/summary,                                   401, 403, 200, 200, 403",
            "GET,  /v1/exchanges,                                         401, 403, 200, 200, 403",
            "GET,  /v1/exchanges/019aaf05-a38c-7d2e-8b57-c0a1f2d4e6b8,     401, 403, 404, 404, 403",
            "GET,  /v1/exchanges/019aaf05-a38c-7d2e-8b57-c0a1f2d4e6b8/har, 401, 403, 404, 404, 403",
            "GET,  /v1/retention,                                         401, 403, 200, 200, 403",
            "POST, /v1/retention/run?dryRun=true,                         401, 403, 403, 200, 403",
            "GET,  /v1/nothing,                                           404, 404, 404, 404, 404"})
    void everyEndpointAsksForItsRole(Method method, String path, int anonymous, int customer, int operator, int admin,
            int service) {
        assertEquals(anonymous, given().contentType("application/json").body("[]").when().request(method, path).statusCode());
        assertEquals(customer, as("customer").when().request(method, path).statusCode());
        assertEquals(operator, as("operator").when().request(method, path).statusCode());
        assertEquals(admin, as("admin").when().request(method, path).statusCode());
        assertEquals(service, as("service").when().request(method, path).statusCode());
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + token("ada", role)).contentType("application/json").body("[]");
    }
}
