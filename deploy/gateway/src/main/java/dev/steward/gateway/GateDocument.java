package dev.steward.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.maintenance.Snapshot;
import java.util.List;
import java.util.Map;

/**
 * What nginx needs to decide alone, and what is kept on disk.
 *
 * @param clockOffset
 *            what must be added to this machine's clock, in seconds
 * @param snapshot
 *            what it was made from, for an agent that starts alone
 * @param channels
 *            only those that any window covers
 */
record GateDocument(long revision, double clockOffset, Snapshot snapshot, Map<String, Channel> channels) {
    /**
     * @param html
     *            whether the channel has a page for people
     * @param retryFloor
     *            the shortest {@code Retry-After}, in seconds
     * @param retryUnknown
     *            its value without a back-online time, in seconds
     * @param retryJitter
     *            the share that is added to it at random
     * @param exempt
     *            path prefixes that stay reachable
     * @param sessionCookies
     *            who sends one of these passes while the channel drains
     * @param spans
     *            when the channel is closed, in order of time and without overlap
     * @param announcements
     *            when a window is announced, likewise
     */
    record Channel(boolean html, long retryFloor, long retryUnknown, double retryJitter, List<String> exempt,
            List<String> sessionCookies, List<Span> spans, List<Announced> announcements) {}

    /**
     * A time in which the answer is one and the same. Times are seconds since 1970, as nginx has them.
     *
     * @param from
     *            inclusive
     * @param until
     *            exclusive; null: open
     * @param draining
     *            running sessions still pass
     * @param backOnline
     *            null: not known
     * @param page
     *            what is answered with nobody left to render it; likewise {@code problem}
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Span(double from, Double until, boolean draining, Double backOnline, String page, String problem) {}

    /**
     * @param text
     *            the header's value
     */
    record Announced(double from, double until, String text) {}
}
