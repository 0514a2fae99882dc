package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("dispatcher")
class SilentDestinationsTest {
    private static final int SILENT = 4;
    private static final int EACH = 20;

    private final Receiver receiver = new Receiver();
    private final List<ServerSocket> silent = new ArrayList<>();

    @InjectStores
    Stores stores;

    @AfterEach
    void close() throws IOException {
        receiver.close();
        Db.run(stores, "DELETE FROM dispatcher.task");
        for (ServerSocket socket : silent) {
            socket.close();
        }
    }

    @Test
    void doNotHoldUpWhoeverAnswers() throws IOException {
        for (int host = 0; host < SILENT; host++) {
            silent.add(new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1")));
        }
        for (int i = 0; i < SILENT * EACH; i++) {
            enqueued(request("http://127.0.0.1:" + silent.get(i % SILENT).getLocalPort()).put("httpTimeoutSeconds", 60));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> underWay() >= 4 * 7);
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);

        enqueued(request(receiver.url()));
        await().atMost(Duration.ofSeconds(10)).until(() -> !receiver.log().isEmpty());
        assertTrue(underWay() < 64, "there is room left: " + underWay());
    }

    private int underWay() {
        return Integer.parseInt(Db.text(stores, "SELECT count(*) FROM dispatcher.task WHERE lease_token IS NOT NULL"));
    }
}
