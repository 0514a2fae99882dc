package dev.steward.kit.valkey;

import static dev.steward.kit.faults.StoreCalls.answered;
import static dev.steward.kit.faults.StoreCalls.assertEndsOnTheContextOnWhichItBegan;
import static dev.steward.kit.faults.StoreCalls.millisOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.summingLong;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.faults.Outage;
import dev.steward.kit.http.RawHttp;
import dev.steward.kit.http.RawRequest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithStores(value = "dispatcher", faults = true)
class ValkeyFaultsTest {
    private static final LuaScript ADD = LuaScript.load(ValkeyFaultsTest.class, "add.lua");
    /** Each may have its connection by the end. */
    private static final long EVENT_LOOPS = VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @InjectStores
    Stores stores;

    @Inject
    Valkey valkey;

    @Inject
    Vertx vertx;

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @EnumSource
    void failsSoonThenAtOnceAndRecoversByItself(Outage outage) {
        awaitService();
        outage.begin(stores.valkeyFaults());

        for (int i = 0; i < 8; i++) {
            assertTrue(millisOf(this::failingCall) < 1000, "75 ms by its deadline, more on a busy machine");
        }
        await().atMost(PATIENCE).until(this::failsAtOnce);
        for (int i = 0; i < 100; i++) {
            assertTrue(failsAtOnce());
        }

        stores.valkeyFaults().heal();
        awaitService();
        assertEquals("7", call("SET", "a", "7").chain(() -> call("GET", "a")).await().atMost(PATIENCE).toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "STALLED"})
    void isNotBuriedUnderCallsDuringAnOutage(Outage outage) throws Exception {
        awaitService();
        oneByOne(1);
        long atMost = connections() + EVENT_LOOPS;
        outage.begin(stores.valkeyFaults());

        CompletableFuture<Long> answered = answered(10_000, () -> call("INCR", "n"));
        assertEquals(200, RawHttp.send(service.getPort(), RawRequest.get("/probe")).status(), "no event loop is blocked");
        assertEquals(0, answered.get(15, SECONDS), "all 10,000 have ended, and none was answered");

        stores.valkeyFaults().heal();
        awaitService();
        assertEquals(500, oneByOne(500), "the next ones are all answered");
        await().atMost(PATIENCE).untilAsserted(() -> assertTrue(connections() <= atMost, "no connection is left behind"));
    }

    @Test
    void outlivesARestartThatNobodyNoticed() {
        awaitService();
        stores.valkeyFaults().restart();
        awaitService();
        assertEquals(100, oneByOne(100));
    }

    @Test
    void doesNotTripOverAnErrorReply() {
        awaitService();
        call("SET", "text", "a").await().atMost(PATIENCE);
        for (int i = 0; i < 30; i++) {
            assertInstanceOf(ErrorType.class, assertThrows(Throwable.class,
                    () -> call("INCR", "text").await().atMost(PATIENCE)).getCause());
        }
        assertEquals("PONG", call("PING").await().atMost(PATIENCE).toString());
    }

    @Test
    void answers503ForACallerWithoutAFallback() throws IOException {
        awaitService();
        assertEquals(200, RawHttp.send(service.getPort(), RawRequest.get("/valkey")).status());
        stores.valkeyFaults().stop();

        RawHttp.Answer answer = RawHttp.send(service.getPort(), RawRequest.get("/valkey"));
        assertEquals(503, answer.status());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("1", answer.header("Retry-After"));
        assertTrue(answer.body().contains("\"urn:steward:problem:store-unavailable\""), answer::body);
        assertFalse(answer.body().contains("127.0.0.1"), answer::body);
    }

    @Test
    void emitsNullForNil() {
        awaitService();
        assertNull(call("GET", "absent").await().atMost(PATIENCE));
    }

    @Test
    void runsAScriptThatTheServerForgot() {
        awaitService();
        Uni<Response> add = Uni.createFrom().deferred(() -> valkey.patient().run(ADD, List.of("sum"), List.of("2")));
        assertEquals(2, add.await().atMost(PATIENCE).toInteger());
        stores.valkey("SCRIPT", "FLUSH");
        assertEquals(4, add.await().atMost(PATIENCE).toInteger());
    }

    @Test
    void givesAJobMoreTime() {
        awaitService();
        stores.valkeyFaults().slow(Duration.ofMillis(150));
        failingCall();
        assertEquals("PONG", valkey.patient().call("PING").await().atMost(PATIENCE).toString());
    }

    @Test
    void letsAJobTryAgainAfterAPause() {
        awaitService();
        stores.valkeyFaults().pause();
        assertThrows(ValkeyUnavailableException.class, () -> valkey.patient().call("PING").await().atMost(PATIENCE));
        stores.valkeyFaults().resume();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> valkey.patient().call("PING").await().atMost(PATIENCE) != null);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "STOPPED"})
    void endsOnTheContextOnWhichItBegan(Outage outage) throws Exception {
        awaitService();
        assertEndsOnTheContextOnWhichItBegan(vertx, () -> call("PING"));
        outage.begin(stores.valkeyFaults());
        assertEndsOnTheContextOnWhichItBegan(vertx, () -> call("PING"));
    }

    private Throwable failingCall() {
        Throwable failure = assertThrows(Throwable.class, () -> call("PING").await().atMost(PATIENCE));
        assertInstanceOf(ValkeyUnavailableException.class, failure);
        return failure;
    }

    private long oneByOne(int calls) {
        return Multi.createFrom().range(0, calls)
                .onItem().transformToUniAndConcatenate(i -> valkey.patient().call("INCR", "n").map(n -> 1L)
                        .onFailure().recoverWithItem(0L))
                .collect().with(summingLong(n -> n))
                .await().atMost(PATIENCE);
    }

    private Uni<Response> call(String command, String... arguments) {
        return valkey.call(command, arguments);
    }

    private void awaitService() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> call("PING").await().atMost(PATIENCE) != null);
    }

    private boolean failsAtOnce() {
        return failingCall().getMessage().contains("not tried yet again");
    }

    private long connections() {
        return stores.valkey("CLIENT", "LIST").toString().lines().count();
    }
}
