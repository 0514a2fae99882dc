package dev.steward.maintenance.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.maintenance.Database;
import dev.steward.maintenance.ledger.Ledger;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start does, without one. */
@QuarkusTest
@WithStores("maintenance")
class PolicyServiceTest {
    private static final String CONFIGURED = "SELECT count(*) FROM maintenance.event WHERE action = 'CONFIGURE'";

    @InjectStores
    Stores stores;
    @Inject
    Ledger ledger;
    @Inject
    PolicyStore store;
    @Inject
    ObjectMapper json;
    @Inject
    Vertx vertx;
    @Inject
    PolicyService configured;

    private record Channel(boolean html, Duration grace, Optional<List<String>> sessionCookies,
            Optional<List<String>> exempt, Duration announceAhead, Duration retryFloor, Duration retryUnknown,
            double retryJitter) implements ChannelConfig.Channel {}

    @BeforeEach
    void settle() {
        Database.started(stores);
    }

    @AfterEach
    void putBack() {
        String before = policies();
        configured.start(null);
        await().atMost(10, SECONDS).until(() -> !policies().equals(before));
    }

    @Test
    void anotherConfigurationIsOneEventHoweverManyReplicasStart() {
        long before = Database.revision(stores);
        start(Duration.ofMinutes(5));
        start(Duration.ofMinutes(5));
        start(Duration.ofMinutes(5));
        await().atMost(10, SECONDS).until(() -> Database.revision(stores) == before + 1);
        assertEquals("api,shop-b,shopa", policies());

        start(Duration.ofMinutes(7));
        start(Duration.ofMinutes(7));
        await().atMost(10, SECONDS).until(() -> Database.value(stores, CONFIGURED).equals("2"));
        assertEquals("2", Database.value(stores, CONFIGURED));
        assertEquals(before + 2, Database.revision(stores));
        assertEquals("configuration PT5M PT7M", Database.value(stores, """
                SELECT actor || ' ' || (before #>> '{channels,0,grace}') || ' ' || (after #>> '{channels,0,grace}')
                  FROM maintenance.event
                 ORDER BY revision DESC
                 LIMIT 1"""));
    }

    private void start(Duration grace) {
        Map<String, ChannelConfig.Channel> channels = new LinkedHashMap<>();
        for (String name : List.of("shopa", "shop-b", "api")) {
            channels.put(name, new Channel(true, grace, Optional.of(List.of("SID")), Optional.empty(),
                    Duration.ofHours(24), Duration.ofSeconds(30), Duration.ofMinutes(5), 0.1));
        }
        new PolicyService(ledger, store, new Channels(() -> channels), json, vertx).start(null);
    }

    private String policies() {
        return Database.value(stores,
                "SELECT string_agg(channel, ',' ORDER BY channel COLLATE \"C\") FROM maintenance.channel_policy");
    }
}
