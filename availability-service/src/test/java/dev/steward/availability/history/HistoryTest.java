package dev.steward.availability.history;

import static dev.steward.availability.Calls.as;
import static dev.steward.availability.Calls.change;
import static dev.steward.availability.Calls.createMitra;
import static dev.steward.availability.Calls.createOnlineMitra;
import static dev.steward.availability.Calls.offline;
import static dev.steward.availability.Calls.online;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.availability.Truth;
import dev.steward.availability.mirror.FreshMirror;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("availability")
class HistoryTest {
    @Inject
    FreshMirror mirror;

    @Inject
    HistorySweep sweep;

    @InjectStores
    Stores stores;

    private Truth truth;

    @BeforeEach
    void emptyMirror() {
        truth = new Truth(stores);
        mirror.make();
    }

    @Test
    void tellsEachPeriodAndWhatEndedIt() {
        UUID id = createOnlineMitra();
        online(id).then().statusCode(200);
        offline(id).then().statusCode(200);
        offline(id).then().statusCode(200);
        online(id).then().statusCode(200);
        change(id, Map.of("active", false)).then().statusCode(200);
        change(id, Map.of("active", true)).then().statusCode(200);
        online(id).then().statusCode(200);

        String cursor = as("operator").queryParam("limit", 2).get("/v1/mitras/{id}/online-periods", id).then().statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].endedAt", nullValue()).body("items[0].endedBy", nullValue())
                .body("items[1].endedAt", notNullValue()).body("items[1].endedBy", equalTo("deactivation"))
                .extract().path("nextCursor");
        as("operator").queryParam("cursor", cursor).get("/v1/mitras/{id}/online-periods", id).then()
                .body("items.endedBy", contains("mitra")).body("nextCursor", nullValue());
    }

    @Test
    void addsUpTheTimeByDaysOfUtc() {
        UUID id = createMitra(1);
        period(id, "2026-03-01T22:00:00Z", "2026-03-02T01:30:00Z");
        period(id, "2026-03-02T10:00:00Z", "2026-03-02T10:00:30Z");
        period(id, "2026-03-04T00:00:00Z", "2026-03-05T12:00:00Z");
        as("operator").queryParam("from", "2026-03-01T23:00:00Z").queryParam("to", "2026-03-05T00:00:00Z")
                .get("/v1/mitras/{id}/online-time", id).then().statusCode(200)
                .body("days.day", contains("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"))
                .body("days.seconds", contains(3_600, 5_430, 0, 86_400))
                .body("seconds", equalTo(95_430));
    }

    @Test
    void countsAPeriodThatLastsUpToNow() {
        UUID id = createOnlineMitra();
        truth.update("UPDATE availability.online_period SET started_at = now() - interval '100 s'");
        int seconds = as("operator").get("/v1/mitras/{id}/online-time", id).then().statusCode(200)
                .body("days", hasSize(31)).extract().path("seconds");
        assertEquals(100, seconds, 5);
        as("operator").queryParam("to", "2200-01-01T00:00:00Z").queryParam("from", "2199-12-31T00:00:00Z")
                .get("/v1/mitras/{id}/online-time", id).then().body("seconds", equalTo(0));
    }

    @Test
    void forgetsWhatEndedLongAgo() {
        UUID id = createOnlineMitra();
        period(id, "2020-03-01T22:00:00Z", "2020-03-02T01:30:00Z");
        sweep.prune().await().indefinitely();
        as("operator").get("/v1/mitras/{id}/online-periods", id).then().body("items", hasSize(1))
                .body("items[0].endedAt", nullValue());
    }

    @Test
    void refusesWhatMakesNoSense() {
        UUID id = createMitra(1);
        as("operator").get("/v1/mitras/{id}/online-periods", id).then().statusCode(200).body("items", empty());
        as("operator").get("/v1/mitras/{id}/online-periods", UUID.randomUUID()).then().statusCode(404);
        as("operator").get("/v1/mitras/{id}/online-time", UUID.randomUUID()).then().statusCode(404);
        as("operator").queryParam("from", "2026-03-05T00:00:00Z").queryParam("to", "2026-03-05T00:00:00Z")
                .get("/v1/mitras/{id}/online-time", id).then().statusCode(400).body("errors[0].field", equalTo("from"));
        as("operator").queryParam("from", "2020-03-05T00:00:00Z").get("/v1/mitras/{id}/online-time", id).then().statusCode(400);
        as("operator").queryParam("from", "yesterday").get("/v1/mitras/{id}/online-time", id).then().statusCode(400);
        as("mitra").get("/v1/mitras/{id}/online-time", id).then().statusCode(403);
    }

    private void period(UUID mitra, String from, String to) {
        truth.update(
                "INSERT INTO availability.online_period VALUES (gen_random_uuid(), ?, ?::timestamptz, ?::timestamptz, 'mitra')",
                mitra, from, to);
    }
}
