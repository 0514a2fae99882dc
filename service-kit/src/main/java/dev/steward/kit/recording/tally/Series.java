package dev.steward.kit.recording.tally;

import dev.steward.kit.recording.capture.Capture;
import java.util.concurrent.TimeUnit;

/**
 * What is counted together. Nothing in it is the caller's to invent, or a stranger could make up series without end.
 *
 * @param minute
 *            minutes since 1970
 * @param route
 *            null where none matched
 * @param status
 *            0 when the client never saw one
 */
record Series(String api, long minute, String method, String route, int status) {
    private static final String OTHER = "_OTHER";
    private static final long SECONDS = TimeUnit.MINUTES.toSeconds(1);

    static Series of(Capture capture) {
        return new Series(capture.api(), capture.startedAt().getEpochSecond() / SECONDS,
                HttpMethods.known(capture.method().name()), capture.route(), capture.status());
    }

    /** All of an API's minute in one: where there is no room for more. */
    Series coarse() {
        return new Series(api, minute, OTHER, OTHER, 0);
    }
}
