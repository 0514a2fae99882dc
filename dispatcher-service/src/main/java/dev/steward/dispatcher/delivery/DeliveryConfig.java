package dev.steward.dispatcher.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How requests are sent. */
@ConfigMapping(prefix = "steward.dispatcher.delivery")
public interface DeliveryConfig {
    /** Off: this replica accepts requests and leaves the sending to others. */
    @WithDefault("true")
    boolean enabled();

    /** How many tasks one claim takes at most; also {@code LV_PLUGIN_SR_QUEUE_LIMIT}. */
    @WithDefault("${LV_PLUGIN_SR_QUEUE_LIMIT:100}")
    @Min(1)
    int queueLimit();

    /** How many attempts this replica has under way at once: what bounds its memory, whatever the backlog. */
    @WithDefault("64")
    @Min(1)
    int inFlight();

    /**
     * How many attempts to one destination are under way at once, all replicas together, unless its own row says another.
     */
    @WithDefault("16")
    @Min(1)
    int destinationConcurrency();

    /**
     * How much longer than the HTTP timeout a lease lasts. The first half is for beginning to send, the second for
     * recording the outcome; a worker that misses either leaves the task to another.
     */
    @WithDefault("10s")
    Duration leaseMargin();

    /** How often the queue is looked at when nobody wakes the worker. */
    @WithDefault("1s")
    Duration poll();

    /**
     * How soon overdue work is looked at again that could not be claimed: another replica was there, or a destination is
     * busy.
     */
    @WithDefault("50ms")
    Duration recheck();

    /** How long attempts under way may go on when the service stops; then they are broken off and handed back. */
    @WithDefault("6s")
    Duration stopWithin();

    /** So many destinations have a label of their own in the metrics of this replica; the others share one. */
    @WithDefault("50")
    @Min(0)
    int destinationLabels();

    /** How long a request waits between its attempts. */
    Pauses pauses();

    interface Pauses {
        /** What the pauses of an exponential backoff grow to, unless the interval itself is longer. */
        @WithDefault("1h")
        Duration longestBackoff();

        /** The longest {@code Retry-After} that is honoured for a request that does not expire; for others it is the expiry. */
        @WithDefault("24h")
        Duration longestRetryAfter();
    }
}
