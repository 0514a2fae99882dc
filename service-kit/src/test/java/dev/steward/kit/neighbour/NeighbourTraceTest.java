package dev.steward.kit.neighbour;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.WithStores;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A neighbour is told of whose trace it is a part, by whichever of its replicas answers. */
@QuarkusTest
@WithStores("dispatcher")
class NeighbourTraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Inject
    CallingResource calls;

    @TestHTTPResource
    URI service;

    @Test
    void passesOnTheCallersTraceAndItsFlags() {
        String given = given().header("traceparent", "00-" + TRACE + "-" + SPAN + "-00")
                .get("/neighbour/calls/" + service.getPort()).asString();
        assertTrue(given.matches("00-" + TRACE + "-[0-9a-f]{16}-00"), given);
        assertNotEquals(SPAN, given.split("-")[2], "another call than the caller's");
    }

    @Test
    void passesOnTheTraceThatTheRequestWasGivenHere() {
        Response answer = given().get("/neighbour/calls/" + service.getPort());
        assertTrue(answer.asString().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), answer.asString());
        assertEquals(answer.header("Trace-Id"), answer.asString().split("-")[1]);
    }

    @Test
    void startsOneWhereThereIsNoRequest() {
        String one = call();
        assertTrue(one.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), one);
        assertNotEquals(one.split("-")[1], call().split("-")[1]);
    }

    private String call() {
        return calls.call(service.getPort()).await().atMost(Duration.ofSeconds(10));
    }
}
