package dev.steward.dispatcher.target;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemResolverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    private final Vertx vertx = Vertx.vertx();
    private final TargetConfig config = new Settings(Optional.empty(), THREADS, Duration.ofMillis(200));
    private final AtomicInteger lookups = new AtomicInteger();
    private final CountDownLatch silence = new CountDownLatch(1);
    private final SystemResolver resolver = new SystemResolver(vertx, config, this::lookUp);

    record Settings(Optional<List<String>> allowed, int lookups, Duration lookupTimeout) implements TargetConfig {}

    @AfterEach
    void close() {
        silence.countDown();
        resolver.stop();
        vertx.closeAndAwait();
    }

    @Test
    void looksUpANameOnceHoweverManyWantItAndLeavesThreadsToOthers() throws Exception {
        List<CompletableFuture<List<InetAddress>>> waiting = IntStream.range(0, 50)
                .mapToObj(i -> resolver.resolve("silent.test").subscribeAsCompletionStage()).toList();
        await().atMost(PATIENCE).until(() -> lookups.get() == 1);

        assertEquals("192.0.2.1", resolver.resolve("fine.test").await().atMost(PATIENCE).getFirst().getHostAddress());
        silence.countDown();
        for (CompletableFuture<List<InetAddress>> answer : waiting) {
            assertEquals("192.0.2.1", answer.get(5, SECONDS).getFirst().getHostAddress());
        }
        assertEquals(2, lookups.get());
    }

    @Test
    void asksAgainOnceALookUpHasEnded() {
        assertThrows(RuntimeException.class, () -> resolver.resolve("unknown.test").await().atMost(PATIENCE));
        assertThrows(RuntimeException.class, () -> resolver.resolve("unknown.test").await().atMost(PATIENCE));
        assertEquals(2, lookups.get());
    }

    @Test
    void saysThatTheLookUpTookTooLongAndLetsItGoOn() {
        var addresses = new CheckedAddresses(resolver, new TargetPolicy(config), config);
        Target silent = Target.of("http://silent.test/");

        assertThrows(SlowLookupException.class, () -> addresses.of(silent, 1).await().atMost(PATIENCE));
        assertThrows(SlowLookupException.class, () -> addresses.of(silent, 2).await().atMost(PATIENCE));
        assertEquals(1, lookups.get());
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        return switch (host) {
            case "silent.test" -> {
                awaitEndOfSilence();
                yield InetAddress.getAllByName("192.0.2.1");
            }
            case "fine.test" -> InetAddress.getAllByName("192.0.2.1");
            default -> throw new UnknownHostException(host);
        };
    }

    private void awaitEndOfSilence() {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
