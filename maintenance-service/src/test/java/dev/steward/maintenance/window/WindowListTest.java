package dev.steward.maintenance.window;

import static dev.steward.maintenance.Calls.active;
import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.problem;
import static dev.steward.maintenance.Calls.schedule;
import static dev.steward.maintenance.Calls.scheduled;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("maintenance")
class WindowListTest {
    @InjectStores
    Stores stores;

    @Test
    void listsNothingAtFirst() {
        list("").body("items", empty()).body("stale", is(false)).body("$", hasKey("nextCursor")).body("nextCursor",
                nullValue());
    }

    @Test
    void pagesShowEachWindowOnceTheNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(schedule("{}").extract().path("id"));
        }
        made.sort(Collections.reverseOrder());
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = list(cursor == null ? "limit=2" : "limit=2&cursor=" + cursor).extract().jsonPath();
            sizes.add(page.getList("items").size());
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertEquals(List.of(2, 2, 1), sizes);
        assertEquals(made, seen);
        list("limit=5").body("nextCursor", nullValue());
    }

    @Test
    void filtersByStateAndChannel() throws Exception {
        String ahead = scheduled();
        String active = active();
        String ended = active();
        admin().post("/v1/windows/" + ended + "/end").then().statusCode(200);
        String cancelled = scheduled();
        admin().post("/v1/windows/" + cancelled + "/cancel").then().statusCode(200);
        String partly = scheduled();
        admin().body("{\"channels\":[\"api\"]}").post("/v1/windows/" + partly + "/cancel").then().statusCode(200);
        String over = schedule("{\"channels\":[\"storefront\"]}").extract().path("id");
        Database.execute(stores, """
                UPDATE maintenance.maintenance_window SET end_policy = 'AUTOMATIC', back_online_at = now()
                 WHERE id = '%s'""".formatted(over));

        list("state=SCHEDULED").body("items.id", contains(partly, ahead)).body("items.state",
                contains("SCHEDULED", "SCHEDULED"));
        list("state=ACTIVE").body("items.id", contains(active)).body("items.state", contains("ACTIVE"));
        list("state=ENDED").body("items.id", contains(over, ended)).body("items.state", contains("ENDED", "ENDED"));
        list("state=CANCELLED").body("items.id", contains(cancelled)).body("items.state", contains("CANCELLED"));
        list("channel=storefront").body("items.id", contains(over));
        list("channel=api&state=ACTIVE").body("items.id", contains(active));
        list("channel=storefront&state=ACTIVE").body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
            "cursor=nonsense,           400, validation-failed",
            "cursor=%F0%9F%98%80,       400, validation-failed",
            "limit=0,                   400, validation-failed",
            "limit=501,                 400, validation-failed",
            "limit=many,                400, malformed-request",
            "state=BROKEN,              400, malformed-request",
            "channel=moon,              422, unknown-channel"
    })
    void saysWhatIsWrongWithAQuery(String query, int status, String code) {
        as("operator").urlEncodingEnabled(false).get("/v1/windows?" + query).then().statusCode(status)
                .body("type", is(problem(code)));
    }

    private static ValidatableResponse list(String query) {
        return as("operator").get("/v1/windows" + (query.isEmpty() ? "" : "?" + query)).then().statusCode(200);
    }
}
