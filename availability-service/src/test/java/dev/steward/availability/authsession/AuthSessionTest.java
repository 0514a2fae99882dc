package dev.steward.availability.authsession;

import static dev.steward.availability.Calls.as;
import static dev.steward.availability.Calls.asService;
import static dev.steward.availability.Calls.change;
import static dev.steward.availability.Calls.createMitra;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.steward.availability.Truth;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("availability")
class AuthSessionTest {
    @Inject
    FreshMirror mirror;

    @Inject
    AuthSessionSweep sweep;

    @InjectStores
    Stores stores;

    @BeforeEach
    void emptyMirror() {
        mirror.make();
    }

    @Test
    void isActiveUntilItIsSignedOut() {
        UUID mitra = createMitra(1);
        String sid = register(mitra).then().statusCode(201).body("mitraId", equalTo(mitra.toString())).extract().path("sid");
        get(sid).then().statusCode(200).body("active", equalTo(true)).body("revokedAt", nullValue());
        asService().delete("/internal/v1/auth-sessions/{sid}", sid).then().statusCode(204);
        asService().delete("/internal/v1/auth-sessions/{sid}", sid).then().statusCode(204);
        get(sid).then().statusCode(200).body("active", equalTo(false)).body("revokedAt", notNullValue())
                .body("revokedBy", equalTo("sign-out"));
    }

    @Test
    void aDeactivationRevokesAllOfThemAndAReactivationNone() {
        UUID mitra = createMitra(1);
        String first = register(mitra).path("sid");
        String second = register(mitra).path("sid");
        String others = register(createMitra(1)).path("sid");
        change(mitra, Map.of("active", false)).then().statusCode(200);
        get(first).then().body("active", equalTo(false)).body("revokedBy", equalTo("deactivation"));
        get(second).then().body("active", equalTo(false));
        get(others).then().body("active", equalTo(true));
        register(mitra).then().statusCode(403).body("type", equalTo("urn:steward:problem:mitra-deactivated"));

        change(mitra, Map.of("active", true)).then().statusCode(200);
        get(first).then().body("active", equalTo(false));
        String third = register(mitra).then().statusCode(201).extract().path("sid");
        asService().queryParam("mitraId", mitra).get("/internal/v1/auth-sessions").then().statusCode(200)
                .body("items.sid", contains(third, second, first))
                .body("items.active", contains(true, false, false));
    }

    /** Either the deactivation sees the session, or the session the deactivation. */
    @Test
    void noneSlipsThroughADeactivationUnderWay() throws Exception {
        UUID mitra = createMitra(1);
        try (var deactivation = stores.connect(); var statement = deactivation.createStatement()) {
            deactivation.setAutoCommit(false);
            statement.execute("UPDATE availability.mitra SET is_active = false, version = version + 1");
            CompletableFuture<Response> registering = CompletableFuture.supplyAsync(() -> register(mitra));
            await().atMost(Duration.ofSeconds(10)).until(() -> new Truth(stores).number("SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%auth_session%'") == 1);
            deactivation.commit();
            registering.join().then().statusCode(403);
        }
    }

    @Test
    void isForgottenLongAfterItWasRevoked() {
        String sid = register(createMitra(1)).path("sid");
        String fresh = register(createMitra(1)).path("sid");
        new Truth(stores).update("UPDATE availability.auth_session SET revoked_by = 'sign-out',"
                + " revoked_at = now() - interval '31 days' WHERE sid = ?", UUID.fromString(sid));
        sweep.prune().await().indefinitely();
        get(sid).then().statusCode(404).body("type", equalTo("urn:steward:problem:auth-session-not-found"));
        get(fresh).then().statusCode(200);
    }

    @Test
    void refusesWhatMakesNoSense() {
        register(UUID.randomUUID()).then().statusCode(404).body("type", equalTo("urn:steward:problem:mitra-not-found"));
        asService().body(Map.of()).post("/internal/v1/auth-sessions").then().statusCode(400)
                .body("errors[0].field", equalTo("mitraId"));
        asService().get("/internal/v1/auth-sessions").then().statusCode(400);
        get("no-uuid").then().statusCode(404);
        as("operator").get("/internal/v1/auth-sessions/{sid}", UUID.randomUUID()).then().statusCode(403);
    }

    private static Response register(UUID mitra) {
        return asService().body(Map.of("mitraId", mitra)).post("/internal/v1/auth-sessions");
    }

    private static Response get(String sid) {
        return asService().get("/internal/v1/auth-sessions/{sid}", sid);
    }
}
