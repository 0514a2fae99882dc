package dev.steward.dispatcher.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before the next attempt: as long as the request's backoff says, and as long as the receiver asks for
 * with {@code Retry-After}, whichever is longer. Pure.
 */
final class Pauses {
    /** By so much a pause that grows is lengthened at most, so that what failed together does not come back together. */
    private static final int SPREAD = 4;

    private final DeliveryConfig.Pauses config;

    Pauses(DeliveryConfig.Pauses config) {
        this.config = config;
    }

    /**
     * @param chance
     *            from 0 to 1
     */
    Duration after(Task task, Outcome outcome, Instant now, double chance) {
        Duration own = own(task, chance);
        Duration asked = outcome instanceof Outcome.Answered answer ? asked(task, answer, now) : Duration.ZERO;
        return asked.compareTo(own) > 0 ? asked : own;
    }

    private Duration own(Task task, double chance) {
        Duration interval = task.pace().interval();
        return switch (task.pace().backoff()) {
            case FIXED -> interval;
            case EXPONENTIAL -> spread(grown(interval, task.number()), chance);
        };
    }

    /** Twice as long after each attempt, up to the longest; an interval that is longer itself stays as it is. */
    private Duration grown(Duration interval, int attempt) {
        Duration most = longer(config.longestBackoff(), interval);
        Duration pause = interval;
        for (int made = 1; made < attempt && pause.compareTo(most) < 0; made++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(most) < 0 ? pause : most;
    }

    private static Duration spread(Duration pause, double chance) {
        return pause.plusMillis((long) (pause.toMillis() * chance / SPREAD));
    }

    /** No longer than the request lives: it then ends on time. */
    private Duration asked(Task task, Outcome.Answered answer, Instant now) {
        Duration most = task.expireAt() == null ? config.longestRetryAfter() : Duration.between(now, task.expireAt());
        Duration asked = RetryAfter.of(answer.retryAfter(), now);
        return asked.compareTo(most) < 0 ? asked : most;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
