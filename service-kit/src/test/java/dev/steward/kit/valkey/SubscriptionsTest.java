package dev.steward.kit.valkey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.faults.Faults;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithStores(value = "dispatcher", faults = true)
class SubscriptionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String channel = "test:" + UUID.randomUUID();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger connected = new AtomicInteger();

    @InjectStores
    Stores stores;

    @Inject
    Subscriptions subscriptions;

    enum Loss {
        RESTART(Faults::restart),
        KILL(faults -> {
            faults.kill();
            faults.start();
        }),
        CUT(faults -> {
            faults.cut();
            faults.heal();
        });

        private final Consumer<Faults> happens;

        Loss(Consumer<Faults> happens) {
            this.happens = happens;
        }
    }

    enum Silence {
        PAUSED(Faults::pause),
        STALLED(Faults::stall);

        private final Consumer<Faults> begins;

        Silence(Consumer<Faults> begins) {
            this.begins = begins;
        }
    }

    @BeforeEach
    void follow() {
        subscriptions.follow(channel, messages::add, connected::incrementAndGet);
        await().atMost(PATIENCE).until(() -> connected.get() == 1);
    }

    @Test
    void hearsWhatIsPublishedFromTheMomentThatItSaysSo() {
        stores.valkey("PUBLISH", channel, "one");
        await().atMost(PATIENCE).until(() -> messages.equals(List.of("one")));
    }

    @ParameterizedTest
    @EnumSource
    void comesBackAfterALossAndTells(Loss loss) {
        loss.happens.accept(stores.valkeyFaults());
        await().atMost(PATIENCE).until(() -> connected.get() == 2);
        stores.valkey("PUBLISH", channel, "after");
        await().atMost(PATIENCE).until(() -> messages.equals(List.of("after")));
    }

    @ParameterizedTest
    @EnumSource
    void findsOutThatItsServerHasFallenSilent(Silence silence) {
        silence.begins.accept(stores.valkeyFaults());
        await().during(Duration.ofMillis(1200)).atMost(PATIENCE).until(() -> connected.get() == 1);
        stores.valkeyFaults().heal();
        await().atMost(PATIENCE).until(() -> connected.get() >= 2);
        await().atMost(PATIENCE).until(() -> {
            stores.valkey("PUBLISH", channel, "after");
            return messages.contains("after");
        });
    }

    @Test
    void keepsOneConnectionPerSubscription() {
        for (int i = 0; i < 5; i++) {
            int before = connected.get();
            stores.valkeyFaults().cut();
            stores.valkeyFaults().heal();
            await().atMost(PATIENCE).until(() -> connected.get() == before + 1);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(subscribers() == 1, subscribers() + " subscribers"));
    }

    private long subscribers() {
        return (long) ((List<?>) stores.valkey("PUBSUB", "NUMSUB", channel)).get(1);
    }
}
