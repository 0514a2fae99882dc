package dev.steward.dispatcher.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A worker's right to a task, reckoned on its own monotonic clock from before it asked, hence never longer than the
 * database grants it. A worker that was frozen finds out here that its right is gone. Jumps of the wall clock do not
 * matter; but between asking and the answer the database may have read its clock at any moment, so that its time is
 * known within bounds.
 *
 * @param token
 *            what every write about the attempt is fenced with
 * @param grantedAt
 *            the database's time of the claim
 * @param askedNanos
 *            the worker's {@link System#nanoTime()} before the claim
 * @param answeredNanos
 *            the same once its answer was there
 * @param margin
 *            what the lease lasts longer than the HTTP timeout
 */
record Lease(UUID token, Instant grantedAt, long askedNanos, long answeredNanos, Duration margin) {
    /** At least so late it is for the database: what has happened by then has happened. */
    Instant earliestTimeAt(long nanos) {
        return grantedAt.plusNanos(nanos - answeredNanos);
    }

    /** At most so late it is for the database: what must not be too late is not, before then. */
    Instant latestTimeAt(long nanos) {
        return grantedAt.plusNanos(nanos - askedNanos);
    }

    /** Whether an exchange that begins now ends, and is recorded, before the lease does. */
    boolean allowsSendingAt(long nanos) {
        return nanos - askedNanos <= margin.toNanos() / 2;
    }

    /** What is left for recording the outcome. */
    Duration leftAt(long nanos, Duration httpTimeout) {
        return httpTimeout.plus(margin).minusNanos(nanos - askedNanos);
    }
}
