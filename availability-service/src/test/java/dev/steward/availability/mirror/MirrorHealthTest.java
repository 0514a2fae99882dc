package dev.steward.availability.mirror;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.steward.availability.FaultsProfile;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a Valkey of its own, whose settings may be changed. */
@QuarkusTest
@WithStores(value = "availability", faults = true)
@TestProfile(FaultsProfile.class)
class MirrorHealthTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    FreshMirror mirror;

    @InjectStores
    Stores stores;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @BeforeEach
    void healthy() {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            mirror.make();
            health().body(mirror("state"), equalTo("up"));
        });
    }

    @Test
    void saysWhenValkeyMayDropPartsOfTheMirror() {
        stores.valkey("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        health().body(mirror("state"), equalTo("degraded")).body(mirror("reason"), containsString("noeviction"));
        stores.valkey("CONFIG", "SET", "maxmemory-policy", "noeviction");
        health().body(mirror("state"), equalTo("up"));
    }

    private ValidatableResponse health() {
        return given().get(ready).then().statusCode(200);
    }

    private static String mirror(String member) {
        return "checks.find { it.name == 'mirror' }.data." + member;
    }
}
