package dev.steward.availability.mitra;

import static dev.steward.availability.Calls.as;
import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.ping;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.steward.availability.Calls;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithStores("availability")
class OperatorResourceTest {
    @Inject
    FreshMirror mirror;

    @BeforeEach
    void emptyMirror() {
        mirror.make();
    }

    @Test
    void listsTheNewestFirstByPages() {
        UUID first = createMitra(3);
        UUID second = createMitra(3);
        UUID third = createMitra(3);
        String cursor = as("operator").queryParam("limit", 2).get("/v1/mitras").then().statusCode(200)
                .body("items.id", contains(third.toString(), second.toString()))
                .body("nextCursor", notNullValue()).extract().path("nextCursor");
        as("operator").queryParam("limit", 2).queryParam("cursor", cursor).get("/v1/mitras").then().statusCode(200)
                .body("items.id", contains(first.toString()))
                .body("nextCursor", nullValue());
    }

    @Test
    void filtersByStateAndName() {
        UUID online = createOnlineMitra();
        UUID deactivated = createMitra(1);
        Calls.change(deactivated, Map.of("active", false)).then().statusCode(200);
        Calls.asService().body(Map.of("displayName", "Budi 100%_", "maxConcurrent", 1)).post("/internal/v1/mitras");

        as("operator").queryParam("state", "ONLINE").get("/v1/mitras").then().body("items.id", contains(online.toString()));
        as("operator").queryParam("state", "DEACTIVATED").get("/v1/mitras").then().body("items.id",
                contains(deactivated.toString()));
        as("operator").queryParam("q", "bUDI").get("/v1/mitras").then().body("items.displayName", contains("Budi 100%_"));
        as("operator").queryParam("q", "%_").get("/v1/mitras").then().body("items.displayName", contains("Budi 100%_"));
        as("operator").queryParam("q", "sari").get("/v1/mitras").then()
                .body("items", hasSize(2)).body("items.displayName", everyItem(equalTo("Sari")));
    }

    @ParameterizedTest
    @CsvSource({"limit=0, 400", "limit=501, 400", "cursor=x, 400", "state=MAYBE, 400"})
    void refusesWhatMakesNoSense(String query, int status) {
        as("operator").get("/v1/mitras?" + query).then().statusCode(status).contentType("application/problem+json");
    }

    @Test
    void onlyAnAdminChangesAndOnlyOperatorsSee() {
        UUID id = createOnlineMitra();
        as("operator").body(Map.of("active", false)).patch("/v1/mitras/{id}", id).then().statusCode(403);
        as("operator").post("/v1/mitras/{id}/offline", id).then().statusCode(403);
        as("mitra").get("/v1/mitras").then().statusCode(403);
        as("operator").get("/v1/mitras/{id}", id).then().statusCode(200).body("online", equalTo(true));
        as("operator").get("/v1/mitras/{id}", UUID.randomUUID()).then().statusCode(404)
                .body("type", equalTo("urn:steward:problem:mitra-not-found"));
    }

    @Test
    void anAdminTakesAMitraOfflineAndItsAppIsToldToComeBack() {
        UUID id = createOnlineMitra();
        as("admin").post("/v1/mitras/{id}/offline", id).then().statusCode(200).body("online", equalTo(false));
        as("admin").post("/v1/mitras/{id}/offline", id).then().statusCode(200);
        ping(id).then().statusCode(200).body("action", equalTo("go_online"));
        as("admin").get("/v1/mitras/{id}/online-periods", id).then().body("items.endedBy", contains("operator"));
        as("admin").body(Map.of("active", false)).patch("/v1/mitras/{id}", id).then().statusCode(200).body("active",
                equalTo(false));
        ping(id).then().statusCode(403);
    }
}
