package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is delivered here is delivered because somebody said so: the worker looks by itself once an hour. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(WakeUpTest.HardlyEverLooks.class)
class WakeUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHANNEL = "dispatcher:wake";

    public static class HardlyEverLooks implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("steward.dispatcher.delivery.poll", "1h");
        }
    }

    private final Receiver receiver = new Receiver();

    @InjectStores
    Stores stores;

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void wakesItsOwnWorkerAtOnce() {
        String id = enqueued(request(receiver.url()));

        await().atMost(PATIENCE).until(() -> stateOf(id).equals("DELIVERED"));
    }

    @Test
    void wakesForAnotherReplica() {
        awaitSubscription();
        String id = Db.task(stores, receiver.url()).toString();
        stores.valkey("PUBLISH", CHANNEL, "another-replica");

        await().atMost(PATIENCE).until(() -> stateOf(id).equals("DELIVERED"));
    }

    @Test
    void tellsTheOtherReplicas() throws IOException {
        try (var socket = new Socket(stores.valkeyUrl().getHost(), stores.valkeyUrl().getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(("SUBSCRIBE " + CHANNEL + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            await().until(() -> replies.readLine().equals(":1"));

            enqueued(request(receiver.url()));

            assertTrue(replies.readLine().startsWith("*3"));
        }
    }

    /** A retry is due long before the worker would look by itself. */
    @Test
    void looksAgainWhenTheNextIsDue() {
        receiver.answering(500, 200);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1));

        await().atMost(PATIENCE).until(() -> stateOf(id).equals("DELIVERED"));
    }

    private void awaitSubscription() {
        await().atMost(PATIENCE).until(() -> stores.valkey("PUBSUB", "NUMSUB", CHANNEL).toString().contains("1"));
    }
}
