package dev.steward.observability.tally;

import static dev.steward.infra.test.TestTokens.token;
import static io.restassured.RestAssured.given;

import dev.steward.kit.recording.tally.Gap;
import dev.steward.kit.recording.tally.MinuteCount;
import dev.steward.kit.recording.tally.TallyReport;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Reports as a recorder writes them. */
public final class Reports {
    public static final Instant MINUTE = Instant.now().minusSeconds(120).truncatedTo(ChronoUnit.MINUTES);

    private Reports() {}

    public static TallyReport report(UUID producer, long sequence, List<MinuteCount> counts, List<Gap> gaps) {
        return new TallyReport(producer, sequence, "shop", counts, gaps);
    }

    /** So many exchanges that took a millisecond each. */
    public static MinuteCount count(String api, String route, Integer status, long exchanges) {
        long failed = status == null || status >= 400 ? exchanges : 0;
        return new MinuteCount(api, MINUTE, "GET", route, status, exchanges, failed, 0, 1000 * exchanges, 1000,
                List.of(0L, 0L, exchanges));
    }

    public static Gap gap(Instant from, Instant until, boolean failures, long exchanges) {
        return new Gap("internal", from, until, failures, "queue-full", exchanges);
    }

    public static ValidatableResponse post(Object report) {
        return given().header("Authorization", "Bearer " + token("recorder", "service")).contentType("application/json")
                .body(report).when().post("/internal/v1/tallies").then();
    }
}
