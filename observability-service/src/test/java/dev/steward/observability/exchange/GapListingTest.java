package dev.steward.observability.exchange;

import static dev.steward.infra.test.TestTokens.token;
import static dev.steward.observability.Records.batch;
import static dev.steward.observability.Records.record;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.WithStores;
import dev.steward.observability.Records;
import dev.steward.observability.tally.Reports;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("observability")
class GapListingTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void tellsOnEachPageWhatIsMissingThere() {
        Records.post(batch(record("internal", now.minusSeconds(30)), record("internal", now.minusSeconds(20)),
                record("internal", now.minusSeconds(10)))).statusCode(202);
        Reports.post(Reports.report(UUID.randomUUID(), 1, List.of(),
                List.of(Reports.gap(now.minusSeconds(29), now.minusSeconds(5), false, 1),
                        Reports.gap(now.minusSeconds(27), now.minusSeconds(25), true, 2),
                        Reports.gap(now.minusSeconds(99), now.minusSeconds(90), false, 3))))
                .statusCode(202);
        list("limit=50").body("gaps.exchanges", contains(1, 2, 3)).body("gaps[0].reason", equalTo("queue-full"))
                .body("gaps[0].service", equalTo("shop")).body("gaps[0].from", equalTo(now.minusSeconds(29).toString()));
        List<Object> told = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = list("limit=1" + (cursor == null ? "" : "&cursor=" + cursor)).extract().jsonPath();
            told.addAll(page.getList("gaps.exchanges"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertEquals(List.of(1, 2, 3), told);
        list("status=failed").body("gaps.exchanges", contains(2));
        list("api=partner").body("gaps", empty());
        list("from=" + now.minusSeconds(28) + "&to=" + now.minusSeconds(26)).body("gaps.exchanges", contains(1, 2));
    }

    private static ValidatableResponse list(String condition) {
        return given().header("Authorization", "Bearer " + token("ada", "operator")).when().get("/v1/exchanges?" + condition)
                .then().statusCode(200);
    }
}
