package dev.steward.dispatcher.delivery;

import static dev.steward.dispatcher.delivery.SenderFixture.LONG;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must not leave any more. */

class HttpSenderUnsentTest {
    private final SenderFixture under = new SenderFixture();

    @AfterEach
    void close() {
        under.close();
    }

    @Test
    void sendsNothingOnceItsLeaseHasRunTooLong() {
        assertEquals(new Outcome.Unsent(), under.send(leased(asked(Duration.ofSeconds(6)), null)).outcome());
        assertTrue(under.receiver().log().isEmpty());
    }

    @Test
    void sendsNothingThatHasExpired() {
        Lease lease = Tasks.lease(Duration.ofSeconds(10));

        assertEquals(new Outcome.Unsent(), under.send(leased(lease, Duration.ZERO)).outcome());
        assertTrue(under.receiver().log().isEmpty());
    }

    /** A claim that waited long for its answer: nobody knows when the database read its clock. */
    @Test
    void neitherSendsNorEndsWhatMayHaveExpired() {
        Task task = leased(asked(Duration.ofSeconds(3)), Duration.ofSeconds(1));
        Attempt attempt = under.send(task);

        assertEquals(new Outcome.Unsent(), attempt.outcome());
        assertTrue(under.receiver().log().isEmpty());
        Instant now = task.lease().earliestTimeAt(System.nanoTime());
        assertEquals(new Decision.HandBack(), Decision.decide(task, attempt.outcome(), now, Duration.ZERO));
    }

    @Test
    void sendsNothingThatExpiresWhileItsNameIsLookedUp() {
        Task task = Tasks.with(Tasks.post("http://slow.test:" + under.receiver().port()), LONG);
        Task expiring = new Task(task.id(), task.destination(), task.lease(), task.content(), 200, List.of(), task.createdAt(),
                task.createdAt().plusMillis(100), 0, 5, task.pace(), LONG, task.due());

        assertEquals(new Outcome.Unsent(), under.send(expiring).outcome());
        assertTrue(under.receiver().log().isEmpty());
    }

    @Test
    void sendsNothingOnceTheServiceStops() {
        under.stop().begin();

        assertEquals(new Outcome.Unsent(), under.outcome(under.receiver().url()));
        assertTrue(under.receiver().log().isEmpty());
    }

    @Test
    void breaksOffWhatTheServiceCannotWaitFor() {
        under.receiver().answering(request -> {
        });
        var attempt = under.sender().send(Tasks.to(under.receiver().url(), LONG)).subscribeAsCompletionStage();
        await().until(() -> !under.receiver().log().isEmpty());
        under.stop().begin();
        under.stop().breakOff();

        await().atMost(5, TimeUnit.SECONDS).until(attempt::isDone);
        assertEquals(new Outcome.Unsent(), attempt.join().outcome());
    }

    /** One that was answered just now. */
    private static Lease asked(Duration ago) {
        long now = System.nanoTime();
        return new Lease(UUID.randomUUID(), Tasks.CREATED, now - ago.toNanos(), now, Duration.ofSeconds(10));
    }

    private Task leased(Lease lease, Duration untilExpiry) {
        Task task = Tasks.to(under.receiver().url(), LONG);
        return new Task(task.id(), task.destination(), lease, task.content(), 200, List.of(), task.createdAt(),
                untilExpiry == null ? null : lease.grantedAt().plus(untilExpiry), 0, 5, task.pace(), LONG, task.due());
    }
}
