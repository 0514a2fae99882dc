package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.SenderFixture.LONG;
import static dev.steward.dispatcher.delivery.SenderFixture.SHORT;
import static dev.steward.dispatcher.delivery.SenderFixture.TRACE;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.steward.dispatcher.Receiver;
import dev.steward.dispatcher.target.CheckedAddresses;
import dev.steward.dispatcher.target.TargetConfig;
import dev.steward.dispatcher.target.TargetPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A sender with a receiver, and with names that lead where a test wants them to. */
final class SenderFixture implements AutoCloseable {
    static final Duration SHORT = Duration.ofSeconds(1);
    static final Duration LONG = Duration.ofSeconds(30);
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Vertx vertx = Vertx.vertx();
    private final Receiver receiver = new Receiver();
    private final StopSignal stop = new StopSignal();
    private final AtomicInteger lookups = new AtomicInteger();
    private final HttpSender sender = makeSender();

    Receiver receiver() {
        return receiver;
    }

    StopSignal stop() {
        return stop;
    }

    HttpSender sender() {
        return sender;
    }

    int lookups() {
        return lookups.get();
    }

    Outcome outcome(String uri) {
        return send(Tasks.to(uri, LONG)).outcome();
    }

    Attempt send(Task task) {
        return sender.send(task).await().atMost(Duration.ofSeconds(40));
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
        vertx.closeAndAwait();
    }

    private HttpSender makeSender() {
        var targets = new Targets(Optional.of(List.of("127.0.0.1")), 1, Duration.ofSeconds(1));
        var json = new ObjectMapper().registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        return new HttpSender(vertx, new CheckedAddresses(this::resolve, new TargetPolicy(targets), targets),
                new Messages(json), new AttemptTraces(true),
                stop, Settings.inFlight(4));
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
        return Arrays.stream(texts).map(SenderFixture::address).toList();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record Targets(Optional<List<String>> allowed, int lookups, Duration lookupTimeout) implements TargetConfig {}
}
