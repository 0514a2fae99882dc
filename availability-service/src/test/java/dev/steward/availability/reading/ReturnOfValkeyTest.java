package dev.steward.availability.reading;

import static dev.steward.availability.Calls.asService;
import static dev.steward.availability.Calls.beacon;
import static dev.steward.availability.Calls.candidates;
import static dev.steward.availability.Calls.change;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.ping;
import static dev.steward.availability.Calls.reachable;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.availability.FaultsProfile;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.faults.Faults;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Valkey was away for longer than a ping is fresh, and comes back with what it knew then. */
@QuarkusTest
@WithStores(value = "availability", faults = true)
@TestProfile(ReturnOfValkeyTest.ShortWindow.class)
class ReturnOfValkeyTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration OUTAGE = Duration.ofMillis(3_500);
    private static final Duration A_WHILE = Duration.ofMillis(1_500);
    private static final String SEED_LOCK = "x'7374657761726403'::bigint";

    @Inject
    FreshMirror mirror;

    @InjectStores
    Stores stores;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    public static class ShortWindow extends FaultsProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("steward.availability.heartbeat.fresh-for", "2s");
            overrides.put("steward.availability.heartbeat.ping-every", "1s");
            overrides.put("steward.availability.heartbeat.mirror-every", "1s");
            return overrides;
        }
    }

    enum Outage {
        CUT(Faults::cut),
        STALLED(Faults::stall),
        PAUSED(Faults::pause),
        KILLED(Faults::kill);

        private final Consumer<Faults> begin;

        Outage(Consumer<Faults> begin) {
            this.begin = begin;
        }
    }

    @BeforeEach
    void healthy() {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            mirror.make();
            asService().get("/internal/v1/availability").then().body("source", equalTo("valkey")).body("online", equalTo(0));
        });
        stores.valkey("DEL", "availability:snapshot");
    }

    @ParameterizedTest
    @EnumSource
    void isNotBelievedUntilItWasComparedWithPostgres(Outage outage) throws SQLException {
        UUID staying = createOnlineMitra();
        UUID leaving = createOnlineMitra();
        stores.valkey("SAVE");
        outage.begin.accept(stores.valkeyFaults());
        change(leaving, Map.of("active", false)).then().statusCode(200);
        pingFor(OUTAGE, staying);

        try (Connection rival = stores.connect()) {
            seedBusy(rival, true);
            stores.valkeyFaults().heal();
            await().pollInterval(Duration.ofMillis(100)).during(A_WHILE).atMost(SOON).untilAsserted(() -> {
                beacon().then().body("available", equalTo(1)).body("online", equalTo(1)).body("source", equalTo("postgres"));
                candidates(10).then().body("items.id", equalTo(List.of(staying.toString())));
                reachable(leaving).then().body("reachable", equalTo(false));
                ping(leaving).then().statusCode(403);
                ping(staying).then().statusCode(200);
            });
            given().get(ready).then().body("checks.find { it.name == 'mirror' }.data.state", equalTo("degraded"));
            seedBusy(rival, false);
        }
        await().atMost(SOON).untilAsserted(() -> {
            ping(staying).then().statusCode(200);
            beacon().then().body("available", equalTo(1)).body("online", equalTo(1)).body("source", equalTo("valkey"));
        });
        ping(leaving).then().statusCode(403);
        assertEquals(1L, stores.valkey("SISMEMBER", "mitras:deactivated", leaving.toString()));
    }

    private static void pingFor(Duration time, UUID id) {
        long begun = System.nanoTime();
        await().pollInterval(Duration.ofMillis(250)).atMost(SOON).until(() -> {
            ping(id).then().statusCode(200);
            return System.nanoTime() - begun > time.toNanos();
        });
    }

    /** As if another replica were at it, or the first try had failed. */
    private static void seedBusy(Connection rival, boolean busy) throws SQLException {
        try (var statement = rival.createStatement()) {
            statement.execute("SELECT " + (busy ? "pg_advisory_lock(" : "pg_advisory_unlock(") + SEED_LOCK + ")");
        }
    }
}
