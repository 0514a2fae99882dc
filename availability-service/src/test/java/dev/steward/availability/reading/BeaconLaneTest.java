package dev.steward.availability.reading;

import static dev.steward.availability.Calls.createOnlineMitra;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.WithStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The short way and the long one are the same to whoever reads the beacon. */
@QuarkusTest
@WithStores("availability")
@TestProfile(BeaconLaneTest.Held.class)
class BeaconLaneTest {
    /** What the short way does not know to be JSON. */
    private static final String BY_THE_LONG_WAY = "application/*";

    @Inject
    FreshMirror mirror;

    @Inject
    Beacon beacon;

    @Inject
    BeaconLane lane;

    @Inject
    Router router;

    @Inject
    MeterRegistry metrics;

    public static class Held implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("steward.availability.reading.held-for", "5s");
        }
    }

    @BeforeEach
    void emptyMirror() {
        mirror.make();
    }

    @Test
    void answersTheSameOnceSomebodyHasAsked() {
        createOnlineMitra();
        Response asked = read("*/*");
        assertNotNull(beacon.held());
        double reads = reads();
        Response held = read("*/*");
        Response byTheLongWay = read(BY_THE_LONG_WAY);
        assertEquals(200, held.statusCode());
        held.then().body("available", equalTo(1)).body("source", equalTo("valkey"));
        assertEquals(asked.asString(), held.asString());
        assertEquals(byTheLongWay.asString(), held.asString());
        assertEquals(byTheLongWay.contentType(), held.contentType());
        assertEquals(fields(byTheLongWay), fields(held));
        assertEquals(reads + 2, reads(), "both count");
        isOnTheWay(held);
        leavesToRestWhatItDoesNotUnderstand();
    }

    private void isOnTheWay(Response held) {
        assertTrue(router.getRoutes().stream().anyMatch(route -> BeaconResource.PATH.equals(route.getPath())));
        assertEquals(held.asString(), lane.answerTo(MultiMap.caseInsensitiveMultiMap()));
        assertEquals(held.asString(), lane.answerTo(accepting("application/json, text/plain, */*")));
        assertNull(lane.answerTo(accepting(BY_THE_LONG_WAY)));
        assertNull(lane.answerTo(accepting("application/json;q=0")));
    }

    private static MultiMap accepting(String types) {
        return MultiMap.caseInsensitiveMultiMap().add("Accept", types);
    }

    private void leavesToRestWhatItDoesNotUnderstand() {
        given().accept("application/json-patch+json").get(BeaconResource.PATH).then().statusCode(406);
        given().auth().oauth2("not.needed.here").get(BeaconResource.PATH).then().statusCode(200);
        given().accept("text/html").get(BeaconResource.PATH).then().statusCode(406);
        given().head(BeaconResource.PATH).then().statusCode(200).body(emptyString());
        given().delete(BeaconResource.PATH).then().statusCode(405);
    }

    private static Response read(String accept) {
        return given().accept(accept).get(BeaconResource.PATH);
    }

    private static Set<String> fields(Response answer) {
        return answer.headers().asList().stream().map(Header::getName).map(String::toLowerCase).collect(toSet());
    }

    private double reads() {
        return metrics.counter("steward.availability.reads", "question", "count", "source", "valkey").count();
    }
}
