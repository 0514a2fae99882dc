package dev.steward.maintenance.bypass;

import static dev.steward.maintenance.Calls.admin;
import static dev.steward.maintenance.Calls.as;
import static dev.steward.maintenance.Calls.in;
import static dev.steward.maintenance.Calls.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.maintenance.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("maintenance")
class BypassResourceTest {
    @InjectStores
    Stores stores;

    @BeforeEach
    void settle() {
        Database.started(stores);
    }

    @Test
    void theTokenIsShownOnce() {
        Instant expiry = in(60);
        JsonPath link = issue("ann@example.org", "storefront", expiry).body("state", is("active"))
                .body("subject", is("ann@example.org")).body("channel", is("storefront"))
                .body("expiresAt", is(expiry.toString())).body("issuedBy", is("alice")).body("uses", is(0))
                .extract().jsonPath();
        String token = link.getString("token");
        assertTrue(link.getString("url").endsWith("/status/maintenance/bypass?token=" + token), link.getString("url"));
        String listed = links("").body("items.id", contains(link.getString("id")))
                .body("items[0]", not(hasKey("token"))).body("items[0]", not(hasKey("url"))).extract().asString();
        String told = as("operator").get("/v1/events").then().extract().asString();
        String stored = Database.value(stores, "SELECT string_agg(l::text, ',') FROM maintenance.bypass_link l");
        String secret = token.substring(token.indexOf('.') + 1);
        for (String text : List.of(listed, told, stored, published())) {
            assertFalse(text.contains(token), text);
            assertFalse(text.contains(secret), text);
        }
    }

    @Test
    void enforcementPointsLearnOfALinkAndOfItsEnd() {
        long before = Database.revision(stores);
        String id = issue("ann", "api", in(60)).extract().path("id");
        assertEquals(before + 1, JsonPath.from(published()).getLong("revision"));
        assertEquals(List.of(id), JsonPath.from(published()).getList("bypassLinks.id"));
        assertEquals("ann", JsonPath.from(published()).getString("bypassLinks[0].subject"));
        admin().delete("/v1/bypass-links/" + id).then().statusCode(204);
        assertEquals(before + 2, JsonPath.from(published()).getLong("revision"));
        assertEquals(List.of(), JsonPath.from(published()).getList("bypassLinks.id"));
        admin().delete("/v1/bypass-links/" + id).then().statusCode(204);
        assertEquals(before + 2, Database.revision(stores));
        links("").body("items[0].state", is("revoked")).body("items[0].revokedBy", is("alice"))
                .body("items[0].revokedAt", notNullValue());
        as("operator").get("/v1/events").then().body("items.action", contains("REVOKE_LINK", "ISSUE_LINK"))
                .body("items.linkId", contains(id, id)).body("items[0].after", nullValue())
                .body("items[0].before.subject", is("ann"));
    }

    @Test
    void anExpiredLinkIsListedAndNoLongerPublished() throws Exception {
        issue("ann", "api", in(60)).statusCode(201);
        Database.execute(stores, "UPDATE maintenance.bypass_link SET expires_at = now()");
        issue("ben", "api", in(60)).statusCode(201);
        links("").body("items.state", contains("active", "expired"));
        assertEquals(List.of("ben"), JsonPath.from(published()).getList("bypassLinks.subject"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"subject":"ann","channel":"api","expiresAt":"2001-01-01T00:00:00Z"}             | 422 | time-past
            {"subject":"ann","channel":"api","expiresAt":"9999-01-01T00:00:00Z"}             | 422 | time-too-far
            {"subject":"ann","channel":"api","expiresAt":"+99999-12-31T23:59:59-18:00"}      | 422 | time-too-far
            {"subject":"ann","channel":"moon","expiresAt":"SOON"}                            | 422 | unknown-channel
            {"subject":" ","channel":"api","expiresAt":"SOON"}                               | 400 | validation-failed
            {"subject":"two\\nlines","channel":"api","expiresAt":"SOON"}                     | 400 | validation-failed
            {"channel":"api","expiresAt":"SOON"}                                             | 400 | validation-failed
            {"subject":"ann","expiresAt":"SOON"}                                             | 400 | validation-failed
            {"subject":"ann","channel":"api"}                                                | 400 | validation-failed
            {"subject":"ann","channel":"api","expiresAt":"soon"}                             | 400 | validation-failed
            """)
    void saysWhatIsWrong(String body, int status, String code) {
        admin().body(body.replace("SOON", in(60).toString())).post("/v1/bypass-links").then().statusCode(status)
                .body("type", is(problem(code)));
    }

    @Test
    void whatIsNotThereCannotBeRevoked() {
        admin().delete("/v1/bypass-links/018f0000-0000-7000-8000-000000000000").then().statusCode(404)
                .body("type", is(problem("link-not-found")));
    }

    @Test
    void pagesShowEachLinkOnceTheNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(issue("ann", "api", in(60)).extract().path("id"));
        }
        made.sort(Collections.reverseOrder());
        String cursor = links("?limit=2").body("items.id", contains(made.get(0), made.get(1))).extract().path("nextCursor");
        links("?limit=2&cursor=" + cursor).body("items.id", contains(made.get(2))).body("nextCursor", nullValue());
        as("operator").get("/v1/bypass-links?cursor=nonsense").then().statusCode(400);
    }

    @Test
    void aUseThatIsReportedTwiceCountsOnce() {
        String link = issue("ann", "api", in(60)).extract().path("id");
        String report = "[%s,%s]".formatted(use("ann", '"' + link + '"', 3), use("carla", "null", 1));
        for (int i = 0; i < 2; i++) {
            as("service").body(report).post("/internal/v1/bypass-uses").then().statusCode(204);
        }
        as("service").body("[]").post("/internal/v1/bypass-uses").then().statusCode(204);
        links("").body("items[0].uses", is(3)).body("items[0].lastUsedAt", notNullValue());
        uses("").body("items.subject", contains("carla", "ann")).body("items.uses", contains(1, 3))
                .body("items[0].linkId", nullValue()).body("items[0]", hasKey("linkId")).body("items[1].linkId", is(link));
        uses("?subject=ann").body("items.subject", contains("ann"));
        uses("?subject=nobody").body("items", empty());
        String cursor = uses("?limit=1").body("items.subject", contains("carla")).extract().path("nextCursor");
        uses("?limit=1&cursor=" + cursor).body("items.subject", contains("ann")).body("nextCursor", nullValue());
    }

    @Test
    void aReportOfUsesIsComplete() {
        for (String wrong : List.of("[null]", "[{}]", "[" + use("ann", "null", 0) + "]", "{}",
                "[" + use("ann\\u0000", "null", 1) + "]")) {
            as("service").body(wrong).post("/internal/v1/bypass-uses").then().statusCode(400);
        }
        uses("").body("items", empty());
        as("operator").urlEncodingEnabled(false).get("/v1/bypass-uses?subject=%00").then().statusCode(400);
    }

    @Test
    void adminsGiveLinksOperatorsSeeThemServicesReport() {
        String body = "{\"subject\":\"ann\",\"channel\":\"api\",\"expiresAt\":\"%s\"}".formatted(in(60));
        String id = "018f0000-0000-7000-8000-000000000000";
        given().contentType("application/json").body(body).post("/v1/bypass-links").then().statusCode(401);
        given().get("/v1/bypass-links").then().statusCode(401);
        given().get("/v1/bypass-uses").then().statusCode(401);
        given().delete("/v1/bypass-links/" + id).then().statusCode(401);
        given().contentType("application/json").body("[]").post("/internal/v1/bypass-uses").then().statusCode(401);
        as("operator", "service").body(body).post("/v1/bypass-links").then().statusCode(403);
        as("operator", "service").delete("/v1/bypass-links/" + id).then().statusCode(403);
        as("service").get("/v1/bypass-links").then().statusCode(403);
        as("service").get("/v1/bypass-uses").then().statusCode(403);
        as("admin", "operator").body("[]").post("/internal/v1/bypass-uses").then().statusCode(403);
    }

    private static ValidatableResponse issue(String subject, String channel, Instant expiresAt) {
        return admin()
                .body("{\"subject\":\"%s\",\"channel\":\"%s\",\"expiresAt\":\"%s\"}".formatted(subject, channel, expiresAt))
                .post("/v1/bypass-links").then().statusCode(201);
    }

    private static String use(String subject, String link, int uses) {
        Instant now = Instant.now();
        return """
                {"id":"%s","point":"gateway-1","channel":"api","subject":"%s","linkId":%s,"uses":%d,"firstAt":"%s","lastAt":"%s"}"""
                .formatted(Uuid7.at(now), subject, link, uses, now, now);
    }

    private static ValidatableResponse links(String query) {
        return as("operator").get("/v1/bypass-links" + query).then().statusCode(200);
    }

    private static ValidatableResponse uses(String query) {
        return as("operator").get("/v1/bypass-uses" + query).then().statusCode(200);
    }

    private String published() {
        return (String) stores.valkey("GET", Snapshot.KEY);
    }
}
