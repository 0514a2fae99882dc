package dev.steward.observability;

import static dev.steward.infra.test.TestTokens.token;
import static dev.steward.observability.Records.batch;
import static dev.steward.observability.Records.post;
import static dev.steward.observability.Records.record;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores(value = "observability", faults = true)
class StoreAwayTest {
    @InjectStores
    Stores stores;

    @Test
    void refusesWhileTheDatabaseIsAwayAndTakesTheSameAgainAfterwards() {
        ArrayNode batch = batch(record("internal", Instant.now()), record("partner", Instant.now()));
        stores.postgresFaults().stop();
        post(batch).statusCode(503).header("Retry-After", notNullValue())
                .body("type", equalTo("urn:steward:problem:store-unavailable"));
        given().header("Authorization", "Bearer " + token("ada", "operator")).when().get("/v1/exchanges")
                .then().statusCode(503).body("type", equalTo("urn:steward:problem:store-unavailable"));
        stores.postgresFaults().start();
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> post(batch).statusCode(202).body("accepted", equalTo(2)));
    }

    @Test
    void doesNotWaitForADatabaseThatHangs() {
        stores.postgresFaults().stall();
        post(batch(record("internal", Instant.now()))).statusCode(503);
        stores.postgresFaults().heal();
        await().atMost(Duration.ofSeconds(15)).untilAsserted(
                () -> post(batch(record("internal", Instant.now()))).statusCode(202));
    }
}
