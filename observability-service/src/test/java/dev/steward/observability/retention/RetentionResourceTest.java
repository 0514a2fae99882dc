package dev.steward.observability.retention;

import static dev.steward.infra.test.TestTokens.token;
import static dev.steward.observability.Records.batch;
import static dev.steward.observability.Records.post;
import static dev.steward.observability.Records.record;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithStores("observability")
class RetentionResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Instant now = Instant.now();
    private final ObjectNode oldPartner = record("partner", now.minus(Duration.ofDays(16)));
    private final ObjectNode oldInternal = record("internal", now.minus(Duration.ofDays(16)));
    private final ObjectNode fresh = record("partner", now.minus(Duration.ofDays(13)));

    @Inject
    RetentionService retention;

    @BeforeEach
    void dropWhatOtherTestsLeft() {
        run(false);
        post(batch(oldPartner, oldInternal, fresh)).statusCode(202).body("accepted", equalTo(3));
    }

    @Test
    void dropsWhatThePolicyNoLongerKeepsAndReportsIt() {
        run(false).body("dryRun", equalTo(false))
                .body("requestedBy", equalTo("ada"))
                .body("finishedAt", notNullValue())
                .body("dropped", hasSize(1))
                .body("dropped[0].api", equalTo("partner"))
                .body("dropped[0].day", equalTo(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(16).toString()))
                .body("dropped[0].rows", equalTo(1));
        find(oldPartner, 404);
        find(oldInternal, 200);
        find(fresh, 200);
        run(false).body("dropped", empty());
    }

    @Test
    void aDryRunReportsTheSameAndDropsNothing() {
        run(true).body("dryRun", equalTo(true)).body("dropped", hasSize(1)).body("dropped[0].rows", equalTo(1));
        find(oldPartner, 200);
    }

    @Test
    void whatComesAfterItsDayWasDroppedIsStoredAgainAndDroppedAgain() {
        run(false);
        post(batch(oldPartner)).statusCode(202).body("accepted", equalTo(1));
        run(false).body("dropped", hasSize(1));
        find(oldPartner, 404);
    }

    @Test
    void oneOfManyReplicasRunsADaysRun() {
        List<Uni<Void>> replicas = List.of(retention.runScheduled(), retention.runScheduled(), retention.runScheduled());
        Uni.join().all(replicas).andFailFast().await().atMost(PATIENCE);
        retention.runScheduled().await().atMost(PATIENCE);
        String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        List<String> scheduled = report().extract().path("runs.findAll { it.scheduledFor != null }.scheduledFor");
        assertEquals(List.of(today), scheduled);
        find(oldPartner, 404);
    }

    @Test
    void reportsPoliciesAndRuns() {
        run(true);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        report().body("policies.api", equalTo(List.of("internal", "partner")))
                .body("policies[0].keep", equalTo("P2M"))
                .body("policies[0].keptFrom", equalTo(today.minusMonths(2).toString()))
                .body("policies[1].keep", equalTo("P14D"))
                .body("policies[1].storedFrom", equalTo(today.minusDays(16).toString()))
                .body("runs[0].dryRun", equalTo(true))
                .body("runs[0].scheduledFor", nullValue())
                .body("runs", hasSize(2));
    }

    private static ValidatableResponse run(boolean dryRun) {
        return given().header("Authorization", "Bearer " + token("ada", "admin")).when()
                .post("/v1/retention/run?dryRun=" + dryRun)
                .then().statusCode(200);
    }

    private static ValidatableResponse report() {
        return given().header("Authorization", "Bearer " + token("bob", "operator")).when().get("/v1/retention").then()
                .statusCode(200);
    }

    private static void find(ObjectNode record, int status) {
        given().header("Authorization", "Bearer " + token("bob", "operator")).when()
                .get("/v1/exchanges/" + record.path("id").asText())
                .then().statusCode(status);
    }
}
