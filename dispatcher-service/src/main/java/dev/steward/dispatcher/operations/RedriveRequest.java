package dev.steward.dispatcher.operations;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.dispatcher.Members;
import dev.steward.dispatcher.RequestState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which dead letters are to be put back, and how fast.
 *
 * @param limit
 *            so many at most, by default 1000; the oldest first
 * @param perSecond
 *            so many a second to each destination; by default what is configured
 * @param expireAt
 *            the new expiry of those that have expired; without it they stay where they are
 */
@Schema(examples = """
        {"filter": {"destination": "https://crm.example.com", "from": "2030-01-01T00:00:00Z"}, "limit": 500, "perSecond": 5}""")
record RedriveRequest(@Schema(required = true) Filter filter, Integer limit, Integer perSecond, Instant expireAt) {
    static final int MOST = 10_000;

    private static final int USUAL = 1000;
    private static final int FASTEST = 1000;
    private static final List<RequestState> DEAD = List.of(RequestState.FAILED, RequestState.STOPPED, RequestState.EXPIRED);

    /**
     * @param state
     *            FAILED, the default, STOPPED or EXPIRED
     * @param destination
     *            its id, or a URI there
     * @param q
     *            part of the URI, before its query
     * @param from
     *            those that ended then or later
     * @param until
     *            those that ended before
     */
    @Schema(name = "RedriveFilter")
    record Filter(RequestState state, String destination, String q, Instant from, Instant until) {}

    static RedriveRequest of(JsonNode body) {
        var members = Members.of(body, "", Set.of("filter", "limit", "perSecond", "expireAt"));
        return new RedriveRequest(filter(members), requireNonNullElse(members.number("limit", 1, MOST), USUAL),
                members.number("perSecond", 1, FASTEST), members.time("expireAt"));
    }

    private static Filter filter(Members body) {
        var members = body.object("filter", Set.of("state", "destination", "q", "from", "until"));
        return new Filter(state(members), members.text("destination"), members.text("q"), members.time("from"),
                members.time("until"));
    }

    private static RequestState state(Members members) {
        String name = requireNonNullElse(members.text("state"), RequestState.FAILED.name());
        return DEAD.stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> members.wrong("state", "must be one of " + Arrays.toString(DEAD.toArray())));
    }
}
