package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static dev.steward.dispatcher.Api.view;
import static org.awaitility.Awaitility.await;

import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
class DeliveryTest {
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void deliversWithinASecond() {
        String id = enqueued(request(receiver.url() + "/hook?a=b"));
        await().atMost(Duration.ofSeconds(1)).until(() -> stateOf(id).equals("DELIVERED"));
        System.out.println(receiver.only() + " " + receiver.only().headers());
        System.out.println(view(id).prettify());
    }
}
