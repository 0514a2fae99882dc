package dev.steward.kit.breaker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final IOException GONE = new IOException("gone");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private volatile Supplier<Future<?>> server = () -> Future.failedFuture(GONE);
    private final Breaker breaker = new Breaker(vertx,
            new Breaker.Settings("test", 3, Duration.ofMillis(50), Duration.ofMillis(100)), this::probe,
            silences::incrementAndGet)
            .measuredBy(metrics);

    private Future<?> probe() {
        probes.incrementAndGet();
        return server.get();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, SECONDS);
    }

    @Test
    void opensAfterFailuresInARowOnly() {
        breaker.failed(GONE);
        breaker.failed(GONE);
        breaker.answered();
        breaker.failed(GONE);
        breaker.failed(GONE);
        assertFalse(breaker.isOpen());
        assertEquals(1, available());
        breaker.failed(GONE);
        assertTrue(breaker.isOpen());
        assertEquals(0, available());
    }

    @Test
    void closesOnceTheServerAnswers() {
        open();
        await().atMost(5, SECONDS).until(() -> probes.get() >= 3);
        assertTrue(breaker.isOpen());
        server = Future::succeededFuture;
        await().atMost(5, SECONDS).until(() -> !breaker.isOpen());
        breaker.failed(GONE);
        assertFalse(breaker.isOpen(), "it counts from the beginning");
    }

    @Test
    void isOverAHiccupAtOnce() {
        server = Future::succeededFuture;
        open();
        assertFalse(breaker.isOpen());
        assertEquals(1, probes.get());
    }

    @Test
    void givesASilentConnectionUpAndTriesAgain() {
        server = () -> Promise.promise().future();
        open();
        await().atMost(5, SECONDS).until(() -> silences.get() >= 2 && probes.get() >= 3);
        assertTrue(breaker.isOpen());
    }

    @Test
    void staysOpenWhileAnswersAreLate() {
        server = () -> vertx.timer(70).mapEmpty();
        open();
        await().during(Duration.ofMillis(300)).atMost(5, SECONDS).until(breaker::isOpen);
        assertEquals(0, silences.get());
    }

    @Test
    void triesOnceAtATimeHoweverManyFail() {
        for (int i = 0; i < 1000; i++) {
            breaker.failed(GONE);
        }
        assertTrue(probes.get() < 10, probes + " probes");
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            breaker.failed(GONE);
        }
    }

    private double available() {
        return metrics.get("steward.server.available").tag("server", "test").gauge().value();
    }
}
