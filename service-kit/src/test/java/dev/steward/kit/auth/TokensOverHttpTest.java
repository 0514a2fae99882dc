package dev.steward.kit.auth;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
class TokensOverHttpTest {
    @Inject
    MeterRegistry metrics;

    @Test
    void checksTheSignatureOfTheSameTokenOnce() {
        String token = TestTokens.token("ada", "operator");
        double before = checked();
        for (int i = 0; i < 20; i++) {
            given().auth().oauth2(token).get("/probe/secret").then().statusCode(200);
        }
        assertEquals(1, checked() - before);
    }

    @Test
    void checksABadOneEachTime() {
        String token = TestTokens.token("ada", "operator") + "x";
        double before = checked();
        for (int i = 0; i < 3; i++) {
            given().auth().oauth2(token).get("/probe/secret").then().statusCode(401);
        }
        assertEquals(3, checked() - before);
    }

    private double checked() {
        return metrics.find("steward.auth.signatures.checked").counters().stream().mapToDouble(Counter::count).sum();
    }
}
