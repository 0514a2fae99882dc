package dev.steward.dispatcher.proof;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.stateOf;
import static dev.steward.dispatcher.Api.view;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.Receiver;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker's clock is wrong, or jumps: leases, retries and expiry follow the database's. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(ClockJumpsTest.Wrong.class)
class ClockJumpsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public static class Wrong implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(WrongClock.class);
        }
    }

    private final Receiver receiver = new Receiver();

    @Inject
    WrongClock clock;

    @AfterEach
    void close() {
        clock.jump(Duration.ZERO);
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, 86_400})
    void deliversBeforeTheExpiry(long secondsAhead) {
        clock.jump(Duration.ofSeconds(secondsAhead));
        receiver.answering(500, 200);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1)
                .put("expireAt", Instant.now().plusSeconds(3600).toString()));

        awaitState(id, "DELIVERED");
        assertEquals(2, receiver.log().size());
    }

    @Test
    void sendsNothingAfterTheExpiryThoughItsClockIsADayBehind() {
        clock.jump(Duration.ofDays(-1));
        receiver.answering(500);
        Instant expireAt = Instant.now().plusSeconds(2);
        String id = enqueued(request(receiver.url()).put("attemptIntervalSeconds", 1).put("attemptLimit", 100)
                .put("expireAt", expireAt.toString()));

        awaitState(id, "EXPIRED");
        int arrived = receiver.log().size();
        await().during(Duration.ofMillis(1200)).atMost(PATIENCE).until(() -> receiver.log().size() == arrived);
        assertTrue(Instant.parse(view(id).getString("settledAt")).isBefore(expireAt.plusSeconds(3)));
    }

    @Test
    void recordsAnAttemptDuringWhichTheClockJumps() {
        receiver.answering(request -> receiver.vertx().setTimer(500, later -> request.response().end()));
        String id = enqueued(request(receiver.url()));
        await().atMost(PATIENCE).until(() -> receiver.log().size() == 1);
        clock.jump(Duration.ofDays(365));

        awaitState(id, "DELIVERED");
        Instant startedAt = Instant.parse(view(id).getString("attempts[0].startedAt"));
        assertTrue(Duration.between(startedAt, Instant.now()).abs().compareTo(PATIENCE) < 0, startedAt.toString());
        assertEquals(List.of(200), view(id).getList("attempts.status"));
    }

    @Test
    void givesADeadLetterANewExpiryThoughItsClockIsADayAhead() {
        receiver.answering(500, 200);
        String id = enqueued(
                request(receiver.url()).put("attemptLimit", 2).put("expireAt", Instant.now().plusSeconds(1).toString()));
        awaitState(id, "EXPIRED");
        clock.jump(Duration.ofDays(1));

        String body = "{\"filter\": {\"state\": \"EXPIRED\", \"destination\": \"%s\"}, \"expireAt\": \"%s\"}"
                .formatted(receiver.url(), Instant.now().plusSeconds(3600));
        as("admin").body(body).post("/v1/requests:redrive").then().statusCode(200).body("redriven", is(1));

        awaitState(id, "DELIVERED");
    }

    private static void awaitState(String id, String state) {
        await().atMost(PATIENCE).until(() -> stateOf(id).equals(state));
    }
}
