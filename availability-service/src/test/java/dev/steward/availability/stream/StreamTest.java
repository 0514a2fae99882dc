package dev.steward.availability.stream;

import static dev.steward.availability.Calls.as;
import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.online;
import static dev.steward.availability.Calls.ping;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.availability.FaultsProfile;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores(value = "availability", faults = true)
@TestProfile(FaultsProfile.class)
class StreamTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    FreshMirror mirror;

    @InjectStores
    Stores stores;

    @TestHTTPResource
    String url;

    @BeforeEach
    void emptyMirror() {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> mirror.make());
    }

    @Test
    void tellsTheCountAtTheBeginningAndEachChangeOfAMitra() {
        UUID id = createMitra(2);
        try (Listener listener = new Listener(url)) {
            assertEquals("text/event-stream",
                    listener.response().headers().firstValue("Content-Type").orElseThrow().split(";")[0]);
            assertEquals("no-store", listener.response().headers().firstValue("Cache-Control").orElseThrow());
            await().atMost(SOON).until(() -> !listener.events("count").isEmpty());

            online(id).then().statusCode(200);
            ping(id).then().statusCode(200);
            offline(id).then().statusCode(200);
            await().atMost(SOON).until(() -> listener.events("mitra").size() == 2);
            String change = "{\"id\":\"%s\",\"version\":%d,\"active\":true,\"online\":%b,\"sessions\":0,\"maxConcurrent\":2}";
            assertEquals(change.formatted(id, 2, true), listener.events("mitra").get(0));
            assertEquals(change.formatted(id, 3, false), listener.events("mitra").get(1), "a ping is no change");
        }
    }

    @Test
    void tellsAnotherCount() {
        try (Listener listener = new Listener(url)) {
            await().atMost(SOON).until(() -> !listener.events("count").isEmpty());
            online(createMitra(2)).then().statusCode(200);
            stores.valkey("DEL", "availability:snapshot");
            await().atMost(SOON).until(() -> listener.events("count").getLast().startsWith("{\"available\":1,\"online\":1,"));
        }
    }

    @Test
    void goesOnWithoutValkeyAndSaysWhenChangesMayHaveBeenMissed() {
        UUID id = createMitra(2);
        try (Listener listener = new Listener(url)) {
            await().atMost(SOON).until(() -> !listener.events("count").isEmpty());
            stores.valkeyFaults().stop();
            online(id).then().statusCode(200);
            await().atMost(SOON).until(() -> listener.events("count").getLast().contains("\"source\":\"postgres\""));
            stores.valkeyFaults().start();
            await().atMost(SOON).until(() -> !listener.events("reset").isEmpty());
            await().atMost(SOON).until(() -> listener.events("count").getLast().contains("\"source\":\"valkey\""));
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> offline(id).then().statusCode(200));
            await().atMost(SOON)
                    .until(() -> listener.events("mitra").stream().anyMatch(change -> change.contains("\"version\":3")));
            assertTrue(!listener.hasEnded());
        }
    }

    @Test
    void isForOperatorsOnly() {
        as("mitra").get("/v1/mitras/stream").then().statusCode(403);
    }
}
