package dev.steward.maintenance.event;

import static dev.steward.maintenance.Calls.active;
import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.problem;
import static dev.steward.maintenance.Calls.scheduled;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("maintenance")
class EventResourceTest {
    @InjectStores
    Stores stores;

    @BeforeEach
    void settle() {
        Database.started(stores);
    }

    @Test
    void saysWhoChangedWhatAndWhatItWasBefore() {
        String id = active();
        as("admin").header("If-Match", "*").body("{\"message\":\"Moving\"}").patch("/v1/windows/" + id).then().statusCode(200);
        admin().body("{\"channels\":[\"api\"]}").post("/v1/windows/" + id + "/end").then().statusCode(200);
        String ahead = scheduled();
        admin().post("/v1/windows/" + ahead + "/cancel").then().statusCode(200);
        list("").body("items.action", contains("CANCEL", "CREATE", "END", "UPDATE", "CREATE"))
                .body("items.actor", contains("alice", "alice", "alice", "bob", "alice"))
                .body("items.windowId", contains(ahead, ahead, id, id, id))
                .body("items[0].before.channels[0].cancelledAt", nullValue())
                .body("items[0].after.channels[0].cancelledAt", notNullValue())
                .body("items[2].before.channels[0].endedAt", nullValue())
                .body("items[2].after.channels[0].endedAt", notNullValue())
                .body("items[2].after.channels[1].endedAt", nullValue())
                .body("items[3].before.message", nullValue())
                .body("items[3].after.message", is("Moving"))
                .body("items[3].before.version", is(1))
                .body("items[4].before", nullValue())
                .body("items[4].after.id", is(id))
                .body("items[4].seq", is(1))
                .body("items[4].at", notNullValue())
                .body("items[4]", hasKey("linkId"));
        list("?window=" + id).body("items.action", contains("END", "UPDATE", "CREATE"));
        list("?window=018f0000-0000-7000-8000-000000000000").body("items", empty());
    }

    @Test
    void oneChangeOfSeveralWindowsIsOneRevision() {
        active();
        active();
        long before = Database.revision(stores);
        admin().body("{\"channels\":[\"api\"],\"message\":\"One\"}").put("/v1/offline").then().statusCode(200);
        JsonPath page = list("?limit=2").extract().jsonPath();
        assertEquals(List.of("END", "EXTEND"), page.getList("items.action"));
        assertEquals(List.of(2, 1), page.getList("items.seq"));
        assertEquals(before + 1, page.getLong("items[0].revision"));
        assertEquals(before + 1, page.getLong("items[1].revision"));
    }

    @Test
    void pagesShowEachEventOnceTheNewestFirst() {
        active();
        active();
        admin().body("{\"message\":\"One\"}").put("/v1/offline").then().statusCode(200);
        admin().delete("/v1/offline").then().statusCode(200);
        List<String> whole = places(list("").body("nextCursor", nullValue()).extract().jsonPath());
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = list(cursor == null ? "?limit=1" : "?limit=1&cursor=" + cursor).body("items", hasSize(1))
                    .extract().jsonPath();
            seen.addAll(places(page));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertEquals(5, whole.size());
        assertEquals(whole, seen);
    }

    @ParameterizedTest
    @CsvSource({
            "cursor=nonsense,                 400, validation-failed",
            "cursor=-1-1,                     400, validation-failed",
            "cursor=1,                        400, validation-failed",
            "cursor=zzzzzzzzzzzzzzzz-1,       400, validation-failed",
            "limit=0,                         400, validation-failed",
            "limit=501,                       400, validation-failed",
            "window=seven,                    400, malformed-request"
    })
    void saysWhatIsWrongWithAQuery(String query, int status, String code) {
        as("operator").get("/v1/events?" + query).then().statusCode(status).body("type", is(problem(code)));
    }

    @Test
    void isReadByOperatorsAndAdmins() {
        given().get("/v1/events").then().statusCode(401);
        as("service", "customer").get("/v1/events").then().statusCode(403);
        as("admin").get("/v1/events").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE maintenance.event SET actor = 'nobody'", "DELETE FROM maintenance.event",
            "TRUNCATE maintenance.event", "UPDATE maintenance.bypass_use SET uses = 1", "DELETE FROM maintenance.bypass_use"})
    void theServiceItselfCannotRewriteTheBooks(String statement) {
        active();
        SQLException refused = assertThrows(SQLException.class,
                () -> Database.execute(stores, "SET ROLE steward_maintenance; " + statement));
        assertEquals("42501", refused.getSQLState());
    }

    private static ValidatableResponse list(String query) {
        return as("operator").get("/v1/events" + query).then().statusCode(200);
    }

    private static List<String> places(JsonPath page) {
        List<Integer> revisions = page.getList("items.revision");
        List<Integer> seqs = page.getList("items.seq");
        List<String> places = new ArrayList<>();
        for (int i = 0; i < revisions.size(); i++) {
            places.add(revisions.get(i) + "/" + seqs.get(i));
        }
        return places;
    }
}
