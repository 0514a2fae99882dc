package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.Api.enqueue;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static dev.steward.dispatcher.Api.view;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.dispatcher.Api;
import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stores and workers die; nothing is lost, and nobody restarts the service. */
@QuarkusTest
@WithStores(value = "dispatcher", faults = true)
class StoresAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Receiver receiver = new Receiver();

    @ConfigProperty(name = "quarkus.management.test-port", defaultValue = "0")
    int managementPort;

    @InjectStores
    Stores stores;

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void refusesWhatItCannotKeepAndHealsByItself() {
        stores.postgresFaults().stop();

        enqueue(request(receiver.url()).put("idempotencyKey", "order-1"))
                .statusCode(503).contentType("application/problem+json").header("Retry-After", notNullValue())
                .body("type", is("urn:steward:problem:store-unavailable"));
        given().baseUri("http://127.0.0.1").port(managementPort).get("/q/health/ready")
                .then().statusCode(200).body("checks.data.state", hasItem("degraded"));

        stores.postgresFaults().start();
        await().atMost(PATIENCE).untilAsserted(() -> enqueue(request(receiver.url()).put("idempotencyKey", "order-1"))
                .statusCode(201));
        await().atMost(PATIENCE).until(() -> receiver.log().size() == 1);
    }

    @Test
    void deliversWhatWaitedWhilePostgresWasAway() {
        receiver.answering(500, 200);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 2));
        await().atMost(PATIENCE).until(() -> view(id).getInt("attemptCount") == 1);
        stores.postgresFaults().restart();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> stateOf(id).equals("DELIVERED"));
        assertEquals(2, receiver.log().size());
    }

    @Test
    void recordsWhatWasDeliveredWhilePostgresWasAwayAndDoesNotDeliverItAgain() {
        receiver.answering(request -> receiver.vertx().setTimer(1500, fired -> request.response().end()));
        String id = enqueued(request(receiver.url()));
        await().atMost(PATIENCE).until(() -> receiver.log().size() == 1);

        stores.postgresFaults().stop();
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> true);
        stores.postgresFaults().start();

        await().atMost(PATIENCE).ignoreExceptions().until(() -> stateOf(id).equals("DELIVERED"));
        assertEquals(1, receiver.log().size());
    }

    @Test
    void healsFromAPostgresThatHangs() {
        stores.postgresFaults().pause();
        enqueue(request(receiver.url())).statusCode(503);
        stores.postgresFaults().resume();

        String id = await().atMost(PATIENCE).until(() -> enqueue(request(receiver.url())).extract().path("id"),
                Objects::nonNull);
        await().atMost(PATIENCE).until(() -> stateOf(id).equals("DELIVERED"));
        await().atMost(PATIENCE).until(() -> Api.as("operator").get("/v1/queue").path("pending").equals(0));
    }

    @Test
    void deliversWithoutValkey() {
        stores.valkeyFaults().stop();

        String own = enqueued(request(receiver.url()));
        await().atMost(Duration.ofSeconds(10)).until(() -> stateOf(own).equals("DELIVERED"));
        UUID another = Db.task(stores, receiver.url());
        await().atMost(Duration.ofSeconds(10)).until(() -> stateOf(another.toString()).equals("DELIVERED"));
    }

    @Test
    void deliversWhileValkeyHangs() {
        stores.valkeyFaults().pause();

        String id = enqueued(request(receiver.url()));
        await().atMost(Duration.ofSeconds(10)).until(() -> stateOf(id).equals("DELIVERED"));
    }

    @Test
    void deliversWhatADeadWorkerHeldOnceItsLeaseHasLapsed() {
        UUID id = UUID.fromString(enqueued(request("http://127.0.0.1:1/").put("attemptIntervalSeconds", 3600)));
        await().atMost(PATIENCE).until(() -> view(id.toString()).getInt("attemptCount") == 1);
        Db.run(stores, "UPDATE dispatcher.request SET uri = ? WHERE id = ?", receiver.url(), id);
        Db.run(stores, """
                UPDATE dispatcher.task
                   SET lease_token = gen_random_uuid(), next_attempt_at = now() + interval '2 seconds'
                 WHERE id = ?
                """, id);
        assertEquals(true, view(id.toString()).getBoolean("inFlight"));

        await().atMost(PATIENCE).until(() -> stateOf(id.toString()).equals("DELIVERED"));
        assertEquals(2, receiver.only().json().getJsonObject("__task").getJsonObject("attempt").getInteger("number"));
    }
}
