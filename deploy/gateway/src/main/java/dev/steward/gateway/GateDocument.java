package dev.steward.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.maintenance.Snapshot;
import java.util.List;
import java.util.Map;

/**
 * What nginx needs to decide alone, and what is kept on disk.
 *
 * @param snapshot
 *            what it was made from, for an agent that starts alone
 * @param channels
 *            only those that any window covers
 */
record GateDocument(long revision, Snapshot snapshot, Map<String, Channel> channels) {

    /**
     * @param html
     *            whether the channel has a page for people
     * @param retryFloor
     *            the shortest {@code Retry-After}, in seconds
     * @param retryUnknown
     *            its value without a back-online time, in seconds
     * @param spans
     *            when the channel is offline, in order of time and without overlap
     */
    record Channel(boolean html, long retryFloor, long retryUnknown, List<Span> spans) {}

    /**
     * A time in which the answer is one and the same. Times are seconds since 1970, as nginx has them.
     *
     * @param from
     *            inclusive
     * @param until
     *            exclusive; null: open
     * @param backOnline
     *            null: not known
     * @param page
     *            what is answered with nobody left to render it; likewise {@code problem}
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Span(double from, Double until, Double backOnline, String page, String problem) {}
}
