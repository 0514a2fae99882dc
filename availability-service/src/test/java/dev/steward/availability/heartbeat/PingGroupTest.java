package dev.steward.availability.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.steward.availability.heartbeat.PingGroup.Found;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PingGroupTest {
    private final List<Runnable> turn = new ArrayList<>();
    private final List<List<UUID>> sent = new ArrayList<>();
    private final List<Promise<Found>> replies = new ArrayList<>();
    private final PingGroup group = new PingGroup(turn::add, this::send);

    @Test
    void sendsWhatOneTurnBroughtTogetherAndTellsEachItsOwn() {
        List<Future<Ping>> pings = IntStream.range(0, 5).mapToObj(i -> group.add(new UUID(0, i))).toList();
        assertEquals(List.of(), sent);
        endTurn();
        assertEquals(List.of(IntStream.range(0, 5).mapToObj(i -> new UUID(0, i)).toList()), sent);
        assertFalse(pings.getFirst().isComplete());

        replies.getFirst().complete(new Found(Instant.EPOCH, 7, "aodlu"));
        assertEquals(new Ping.Alive(Instant.EPOCH, 7), pings.get(0).result());
        assertEquals(new Ping.Offline(Instant.EPOCH, 7), pings.get(1).result());
        assertInstanceOf(Ping.Deactivated.class, pings.get(2).result());
        assertInstanceOf(Ping.Leaving.class, pings.get(3).result());
        assertNull(pings.get(4).result());
    }

    @Test
    void doesNotWaitForTheAnswerOfThoseBefore() {
        group.add(new UUID(0, 1));
        endTurn();
        Future<Ping> second = group.add(new UUID(0, 2));
        endTurn();
        assertEquals(2, sent.size());
        replies.get(1).complete(new Found(Instant.EPOCH, 7, "a"));
        assertEquals(new Ping.Alive(Instant.EPOCH, 7), second.result());
    }

    @Test
    void sendsNoMoreThan500Together() {
        IntStream.range(0, 501).forEach(i -> group.add(new UUID(0, i)));
        endTurn();
        assertEquals(List.of(500, 1), sent.stream().map(List::size).toList());
    }

    @Test
    void sharesADoubtAndAFailure() {
        Future<Ping> doubtful = group.add(new UUID(0, 1));
        endTurn();
        replies.get(0).complete(null);
        assertNull(doubtful.result());

        Future<Ping> failed = group.add(new UUID(0, 2));
        endTurn();
        var cause = new IllegalStateException("away");
        replies.get(1).fail(cause);
        assertSame(cause, failed.cause());
    }

    private Future<Found> send(List<UUID> ids) {
        sent.add(ids);
        replies.add(Promise.promise());
        return replies.getLast().future();
    }

    private void endTurn() {
        List<Runnable> work = List.copyOf(turn);
        turn.clear();
        work.forEach(Runnable::run);
    }
}
