package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Backoff;
import dev.steward.dispatcher.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Leased tasks made by hand. */
final class Tasks {
    static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123456Z");

    private Tasks() {}

    /** Success 200, stops at 404, the third of five attempts, expires ten minutes after its creation. */
    static Task task() {
        return task(2, 5, CREATED.plusSeconds(600));
    }

    static Task task(int attempts, int limit, Instant expireAt) {
        return new Task(UUID.randomUUID(), UUID.randomUUID(), lease(Duration.ofSeconds(10)), post("http://127.0.0.1/hook"), 200,
                List.of(404, 418), CREATED, expireAt, attempts, limit, every(10), Duration.ofSeconds(30), CREATED);
    }

    static Task to(String uri, Duration timeout) {
        return with(post(uri), timeout);
    }

    static Task with(Task.Content content, Duration timeout) {
        return new Task(UUID.randomUUID(), Target.of(content.uri()).destinationId(), lease(Duration.ofSeconds(10)), content,
                200,
                List.of(404, 418), CREATED, null, 2, 5, every(10), timeout, CREATED);
    }

    static Task with(Task task, Task.Content content) {
        return new Task(task.id(), task.destination(), task.lease(), content, task.successCode(), task.stopCodes(),
                task.createdAt(), task.expireAt(), task.attempts(), task.attemptLimit(), task.pace(), task.httpTimeout(),
                task.due());
    }

    static Task.Content post(String uri) {
        return new Task.Content("POST", uri, "a.b.c", Map.of("X-Shop", "1"), "0af7651916cd43dd8448eb211c80319c");
    }

    static Pace every(int seconds) {
        return new Pace(Duration.ofSeconds(seconds), Backoff.FIXED);
    }

    static Task paced(Pace pace, int attempts, Instant expireAt) {
        Task task = task(attempts, 1000, expireAt);
        return new Task(task.id(), task.destination(), task.lease(), task.content(), task.successCode(), task.stopCodes(),
                task.createdAt(), expireAt, attempts, task.attemptLimit(), pace, task.httpTimeout(), task.due());
    }

    static Lease lease(Duration margin) {
        long now = System.nanoTime();
        return new Lease(UUID.randomUUID(), CREATED, now, now, margin);
    }
}
