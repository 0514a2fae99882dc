package dev.steward.kit.maintenance;

import java.time.Duration;
import java.util.List;

/**
 * How a channel behaves while it is offline. Configured in maintenance-service alone, and carried by the snapshot, so
 * that every enforcement point follows the same one.
 *
 * @param html
 *            whether people get a page; if not, every answer is problem+json
 * @param grace
 *            for how long after its start requests of a running session still pass; zero: not at all
 * @param sessionCookies
 *            a request with one of these cookies belongs to a running session. A courtesy, not a protection: who sends
 *            such a cookie passes
 * @param exempt
 *            path prefixes that stay reachable, such as a payment provider's webhook
 * @param announceAhead
 *            how long before its start a window is announced in a header
 * @param retryFloor
 *            {@code Retry-After} is never shorter: what it says when the back-online time is past, too
 * @param retryUnknown
 *            what {@code Retry-After} says when no back-online time is known
 * @param retryJitter
 *            up to this share is added to {@code Retry-After} at random, so that clients do not come back in one wave
 */
public record ChannelPolicy(String channel, boolean html, Duration grace, List<String> sessionCookies, List<String> exempt,
        Duration announceAhead, Duration retryFloor, Duration retryUnknown, double retryJitter) {

    public ChannelPolicy {
        sessionCookies = sessionCookies == null ? List.of() : List.copyOf(sessionCookies);
        exempt = exempt == null ? List.of() : List.copyOf(exempt);
    }

    /** What holds for a channel that no snapshot tells of. */
    public static ChannelPolicy standard(String channel, boolean html) {
        return new ChannelPolicy(channel, html, Duration.ZERO, List.of(), List.of(), Duration.ofHours(24),
                Duration.ofSeconds(30), Duration.ofMinutes(5), 0.1);
    }

    boolean exempts(String path) {
        return exempt.stream().anyMatch(prefix -> Prefixes.covers(prefix, path));
    }
}
