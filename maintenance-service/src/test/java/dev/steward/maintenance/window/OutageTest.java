package dev.steward.maintenance.window;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.maintenance.Snapshot;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores(value = "maintenance", faults = true)
class OutageTest {
    @InjectStores
    Stores stores;

    @Test
    void withValkeyStoppedAChangeStillHappensAndIsPublishedLater() {
        stores.valkeyFaults().stop();
        put().statusCode(200);
        given().get("/v1/status").then().statusCode(200).body("channels.find { it.channel == 'api' }.state", is("OFFLINE"));
        stores.valkeyFaults().restart();
        await().atMost(10, SECONDS).untilAsserted(() -> assertNotNull(stores.valkey("GET", Snapshot.KEY)));
    }

    @Test
    void anEmptiedValkeyIsFilledAgain() {
        put().statusCode(200);
        stores.valkey("FLUSHALL");
        await().atMost(10, SECONDS).untilAsserted(() -> assertNotNull(stores.valkey("GET", Snapshot.KEY)));
        given().get("/v1/status").then().statusCode(200).body("channels.find { it.channel == 'api' }.state", is("OFFLINE"));
    }

    @Test
    void withPostgresStoppedTheStateStandsAndChangesAreRefused() {
        put().statusCode(200);
        stores.postgresFaults().stop();
        given().get("/v1/status").then().statusCode(200).body("channels.find { it.channel == 'api' }.state", is("OFFLINE"));
        put().statusCode(503).header("Retry-After", notNullValue()).body("type", containsString("store-unavailable"));
        stores.postgresFaults().restart();
        await().atMost(15, SECONDS).untilAsserted(() -> put().statusCode(200));
    }

    private static ValidatableResponse put() {
        return given().auth().oauth2(TestTokens.token("alice", "admin")).contentType("application/json")
                .body("{\"channels\":[\"api\"]}")
                .put("/v1/offline").then();
    }
}
