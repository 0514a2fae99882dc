package dev.steward.kit.recording.tally;

import dev.steward.kit.recording.capture.Capture;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
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
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.CONNECT, HttpMethod.DELETE, HttpMethod.GET,
            HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PATCH, HttpMethod.POST, HttpMethod.PUT, HttpMethod.TRACE);

    static Series of(Capture capture) {
        HttpMethod method = capture.method();
        return new Series(capture.api(), capture.startedAt().getEpochSecond() / SECONDS,
                METHODS.contains(method) ? method.name() : OTHER, capture.route(), capture.status());
    }

    /** All of an API's minute in one: where there is no room for more. */
    Series coarse() {
        return new Series(api, minute, OTHER, OTHER, 0);
    }
}
