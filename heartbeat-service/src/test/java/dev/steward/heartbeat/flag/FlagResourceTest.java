package dev.steward.heartbeat.flag;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("heartbeat")
class FlagResourceTest {
    @Inject
    FlagStore store;

    @InjectStores
    Stores stores;

    @Test
    void runsUntilTheLeaseIsOver() throws SQLException {
        put("queue", "{\"running\": true, \"ttlSeconds\": 60}").statusCode(200)
                .body("flag", is("queue")).body("running", is(true));
        assertTrue(running());

        passTime(59);
        assertTrue(running());
        passTime(1);
        assertFalse(running());

        put("queue", "{\"running\": true}").statusCode(200).body("running", is(true));
        assertTrue(running());
    }

    @Test
    void endsALeaseAtOnce() {
        put("queue", "{\"running\": true, \"ttlSeconds\": 60}").statusCode(200);
        put("queue", "{\"running\": false}").statusCode(200).body("running", is(false));

        assertFalse(running());
    }

    @Test
    void knowsTwoFlags() {
        put("general", "{\"running\": true, \"ttlSeconds\": 1}").statusCode(200);
        put("other", "{\"running\": true, \"ttlSeconds\": 1}").statusCode(404)
                .body("type", is("urn:steward:problem:unknown-flag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"running\": true, \"ttlSeconds\": 0}", "{\"running\": true, \"ttlSeconds\": 86401}",
            "{\"running\": \"soon\"}", "null", ""})
    void refusesWhatIsNoLease(String body) {
        put("queue", body).statusCode(400).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:validation-failed"));
    }

    private boolean running() {
        return store.list().await().atMost(Duration.ofSeconds(10)).stream().anyMatch(FlagState::running);
    }

    /** On the database's clock, which no test can move. */
    private void passTime(int seconds) throws SQLException {
        try (var connection = stores.connect(); var statement = connection.createStatement()) {
            statement.execute("UPDATE heartbeat.flag SET running_until = running_until - interval '" + seconds + " seconds'");
        }
    }

    private static ValidatableResponse put(String flag, String body) {
        return given().auth().oauth2(TestTokens.token("worker", "service")).contentType("application/json").body(body)
                .put("/internal/v1/flags/" + flag).then();
    }
}
