package dev.steward.dispatcher.delivery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.steward.dispatcher.Receiver;
import dev.steward.dispatcher.target.CheckedAddresses;
import dev.steward.dispatcher.target.TargetConfig;
import dev.steward.dispatcher.target.TargetPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver = new Receiver();
    private final StopSignal stop = new StopSignal();
    private final AtomicInteger lookups = new AtomicInteger();
    private final HttpSender sender = sender();

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
        vertx.closeAndAwait();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void sendsTheBodyOfTheContract(String method) {
        Attempt attempt = send(
                Tasks.with(new Task.Content(method, receiver.url() + "/a/b?c=%20d", "a.\"b\".c", Map.of("X-Shop", "1"),
                        TRACE), LONG));

        assertEquals(new Outcome.Answered(200, ""), attempt.outcome());
        Receiver.Received received = receiver.only();
        assertEquals(method, received.method());
        assertEquals("/a/b?c=%20d", received.uri());
        assertEquals("application/json", received.headers().get("Content-Type"));
        assertEquals("1", received.headers().get("X-Shop"));
        assertEquals("steward-dispatcher", received.headers().get("User-Agent"));
        assertTrue(received.headers().get("traceparent").matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
        assertEquals(new JsonObject("""
                {"request": "a.\\"b\\".c",
                 "__task": {"createdAt": "2026-03-01T12:00:00.123456Z", "attempt": {"number": 3, "limit": 5, "interval": 10}}}
                """), received.json());
    }

    @Test
    void sendsAGetWithItsTokenAndWithoutABody() {
        send(Tasks.with(new Task.Content("GET", receiver.url(), "a.b.c", Map.of(), TRACE), LONG));

        Receiver.Received received = receiver.only();
        assertEquals("GET", received.method());
        assertEquals("/", received.uri());
        assertEquals("Bearer a.b.c", received.headers().get("Authorization"));
        assertEquals("", received.body());
        assertNull(received.headers().get("Content-Type"));
    }

    @Test
    void letsTheCallerNameItself() {
        send(Tasks.with(new Task.Content("POST", receiver.url(), "a.b.c", Map.of("user-agent", "shop/1"), TRACE), LONG));

        assertEquals(List.of("shop/1"), receiver.only().headers().getAll("User-Agent"));
    }

    @Test
    void keepsTheNameAndConnectsToTheAddressThatWasChecked() {
        assertEquals(new Outcome.Answered(200, ""), outcome("http://receiver.test:" + receiver.port() + "/"));

        assertEquals("receiver.test:" + receiver.port(), receiver.only().headers().get("Host"));
        assertEquals(1, lookups.get());
    }

    @Test
    void sendsNothingToANameThatLeadsToAForbiddenAddress() {
        assertEquals(new Outcome.Unsendable("10.0.0.1 is forbidden: the address is private."), outcome("http://mixed.test/"));
        assertEquals(new Outcome.Unsendable("169.254.169.254 is forbidden: the address is link-local."),
                outcome("http://metadata.test/"));
        assertEquals(new Outcome.Unsendable("127.0.0.2 is forbidden: the address is loopback."), outcome("http://127.0.0.2/"));
    }

    @Test
    void takesANameThatNobodyKnowsForAFailureThatMayPass() {
        assertEquals(new Outcome.Unanswered("the host is unknown"), outcome("http://unknown.test/"));
    }

    @Test
    void followsNoRedirect() {
        receiver.answering(request -> request.response().setStatusCode(302)
                .putHeader("Location", receiver.url() + "/elsewhere").end("moved"));

        assertEquals(new Outcome.Answered(302, "moved"), outcome(receiver.url() + "/here"));
        assertEquals("/here", receiver.only().uri());
    }

    @Test
    void carriesNoCookieFromOneRequestToAnother() {
        receiver.answering(request -> request.response().putHeader("Set-Cookie", "session=1; Path=/").end());
        outcome(receiver.url());
        outcome(receiver.url());

        assertFalse(receiver.log().getLast().headers().contains("Cookie"));
    }

    @Test
    void givesUpOnAReceiverThatDoesNotAnswer() {
        receiver.answering(request -> {
        });

        timesOut(receiver.url());
    }

    @Test
    void givesUpOnAReceiverThatAcceptsAndSaysNothing() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            timesOut("http://127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void takesTheStatusOfAReceiverThatDripsItsAnswerAndWaitsNoLongerForTheRest() {
        var gaveUp = new CompletableFuture<Void>();
        receiver.answering(request -> drip(request, gaveUp));

        Outcome outcome = send(Tasks.to(receiver.url(), SHORT)).outcome();

        Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, outcome);
        assertEquals(200, answered.status());
        assertTrue(answered.excerpt().matches("x( x)*"), answered.excerpt());
        await().atMost(5, TimeUnit.SECONDS).until(gaveUp::isDone);
    }

    @Test
    void readsNoMoreOfAnEndlessAnswerThanItNeeds() {
        var written = new AtomicInteger();
        var closed = new AtomicBoolean();
        receiver.answering(request -> flood(request, written, closed));

        Attempt attempt = send(Tasks.to(receiver.url(), LONG));

        Outcome.Answered answered = assertInstanceOf(Outcome.Answered.class, attempt.outcome());
        assertEquals(200, answered.status());
        assertTrue(answered.excerpt().matches("(x +)+x?") && answered.excerpt().length() <= 2048, answered.excerpt());
        await().atMost(10, TimeUnit.SECONDS).untilTrue(closed);
        assertTrue(written.get() < 64 * 1024 * 1024, "written: " + written);
    }

    @Test
    void takesTheStatusOfAnAnswerThatBreaksOff() {
        receiver.answering(request -> request.response().setStatusCode(404).putHeader("Content-Length", "100")
                .write("all but half").onComplete(written -> request.connection().close()));

        assertEquals(new Outcome.Answered(404, "all but"), outcome(receiver.url()));
    }

    @Test
    void takesTheStatusThatWasThereWhenTheServiceHadToStop() {
        var gaveUp = new CompletableFuture<Void>();
        receiver.answering(request -> drip(request, gaveUp));
        var attempt = sender.send(Tasks.to(receiver.url(), LONG)).subscribeAsCompletionStage();
        await().until(() -> !receiver.log().isEmpty());
        await().pollDelay(Duration.ofMillis(300)).until(() -> !gaveUp.isDone());
        stop.begin();
        stop.breakOff();

        assertInstanceOf(Outcome.Answered.class, attempt.join().outcome());
    }

    @Test
    void saysThatANameIsLookedUpInVain() {
        assertEquals(new Outcome.Unanswered("the host was not looked up within 1 s"), outcome("http://silent.test/"));
    }

    @Test
    void takesGarbageForNoAnswer() throws Exception {
        var server = receiver.vertx().createNetServer()
                .connectHandler(socket -> socket.handler(any -> socket.write("\u0000\u0001 nonsense\r\n\r\n")))
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();

        assertInstanceOf(Outcome.Unanswered.class, outcome("http://127.0.0.1:" + server.actualPort()));
        assertInstanceOf(Outcome.Unanswered.class, outcome("https://127.0.0.1:" + server.actualPort()));
    }

    @Test
    void saysThatAConnectionWasRefused() throws Exception {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Outcome outcome = outcome("http://127.0.0.1:" + port);

        assertTrue(assertInstanceOf(Outcome.Unanswered.class, outcome).error().contains("Connection refused"),
                outcome.toString());
    }

    @Test
    void sendsNothingOnceItsLeaseHasRunTooLong() {
        Lease old = new Lease(Tasks.lease(Duration.ofSeconds(10)).token(), Tasks.CREATED,
                System.nanoTime() - Duration.ofSeconds(6).toNanos(), Duration.ofSeconds(10));

        assertEquals(new Outcome.Unsent(), send(leased(old, null)).outcome());
        assertTrue(receiver.log().isEmpty());
    }

    @Test
    void sendsNothingThatHasExpired() {
        Lease lease = Tasks.lease(Duration.ofSeconds(10));

        assertEquals(new Outcome.Unsent(), send(leased(lease, Duration.ZERO)).outcome());
        assertTrue(receiver.log().isEmpty());
    }

    @Test
    void sendsNothingThatExpiresWhileItsNameIsLookedUp() {
        Task task = Tasks.with(Tasks.post("http://slow.test:" + receiver.port()), LONG);
        Task expiring = new Task(task.id(), task.lease(), task.content(), 200, List.of(), task.createdAt(),
                task.createdAt().plusMillis(100), 0, 5, task.interval(), LONG, task.due());

        assertEquals(new Outcome.Unsent(), send(expiring).outcome());
        assertTrue(receiver.log().isEmpty());
    }

    @Test
    void sendsNothingOnceTheServiceStops() {
        stop.begin();

        assertEquals(new Outcome.Unsent(), outcome(receiver.url()));
        assertTrue(receiver.log().isEmpty());
    }

    @Test
    void breaksOffWhatTheServiceCannotWaitFor() {
        receiver.answering(request -> {
        });
        var attempt = sender.send(Tasks.to(receiver.url(), LONG)).subscribeAsCompletionStage();
        await().until(() -> !receiver.log().isEmpty());
        stop.begin();
        stop.breakOff();

        await().atMost(5, TimeUnit.SECONDS).until(attempt::isDone);
        assertEquals(new Outcome.Unsent(), attempt.join().outcome());
    }

    private void timesOut(String uri) {
        long begun = System.nanoTime();
        Attempt attempt = send(Tasks.to(uri, SHORT));

        assertEquals(new Outcome.Unanswered("no answer within 1 s"), attempt.outcome());
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() >= 900);
        assertTrue(attempt.took().compareTo(Duration.ofSeconds(10)) < 0, attempt.toString());
    }

    private Task leased(Lease lease, Duration untilExpiry) {
        Task task = Tasks.to(receiver.url(), LONG);
        return new Task(task.id(), lease, task.content(), 200, List.of(), task.createdAt(),
                untilExpiry == null ? null : lease.grantedAt().plus(untilExpiry), 0, 5, task.interval(), LONG, task.due());
    }

    private Outcome outcome(String uri) {
        return send(Tasks.to(uri, LONG)).outcome();
    }

    private Attempt send(Task task) {
        return sender.send(task).await().atMost(Duration.ofSeconds(40));
    }

    private void drip(HttpServerRequest request, CompletableFuture<Void> gaveUp) {
        request.response().setChunked(true);
        long timer = receiver.vertx().setPeriodic(50, tick -> request.response().write("x "));
        request.connection().closeHandler(closed -> {
            receiver.vertx().cancelTimer(timer);
            gaveUp.complete(null);
        });
    }

    private static void flood(HttpServerRequest request, AtomicInteger written, AtomicBoolean closed) {
        Buffer chunk = Buffer.buffer("x ".repeat(32 * 1024));
        request.connection().closeHandler(end -> closed.set(true));
        request.response().setChunked(true);
        pump(request, chunk, written, closed);
    }

    private static void pump(HttpServerRequest request, Buffer chunk, AtomicInteger written, AtomicBoolean closed) {
        while (!closed.get() && !request.response().writeQueueFull()) {
            written.addAndGet(chunk.length());
            request.response().write(chunk);
        }
        request.response().drainHandler(drained -> pump(request, chunk, written, closed));
    }

    private HttpSender sender() {
        var targets = new Targets(Optional.of(List.of("127.0.0.1")), 1, Duration.ofSeconds(1));
        var json = new ObjectMapper().registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        return new HttpSender(vertx, new CheckedAddresses(this::resolve, new TargetPolicy(targets), targets),
                new Messages(json), new AttemptTraces(true),
                stop, new Settings(true, 100, 4, 4, Duration.ofSeconds(10), SHORT, SHORT, SHORT));
    }

    private Uni<List<InetAddress>> resolve(String host) {
        lookups.incrementAndGet();
        return switch (host) {
            case "receiver.test" -> Uni.createFrom().item(() -> addresses("127.0.0.1"));
            case "slow.test" ->
                Uni.createFrom().item(() -> addresses("127.0.0.1")).onItem().delayIt().by(Duration.ofMillis(300));
            case "silent.test" -> Uni.createFrom().nothing();
            case "mixed.test" -> Uni.createFrom().item(() -> addresses("127.0.0.1", "10.0.0.1"));
            case "metadata.test" -> Uni.createFrom().item(() -> addresses("169.254.169.254"));
            default -> Uni.createFrom().failure(new UnknownHostException(host));
        };
    }

    private static List<InetAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(HttpSenderTest::address).toList();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    record Targets(Optional<List<String>> allowed, int lookups, Duration lookupTimeout) implements TargetConfig {}

    record Settings(boolean enabled, int queueLimit, int inFlight, int destinationConcurrency, Duration leaseMargin,
            Duration poll, Duration recheck, Duration stopWithin) implements DeliveryConfig {}
}
