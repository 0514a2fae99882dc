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
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.postgres.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
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

    @Inject
    Postgres postgres;

    @Inject
    ObjectMapper json;

    @InjectStores
    Stores stores;

    record Settings(String sweepEvery, Duration countWithin, Duration deadline) implements RetentionConfig {}

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
    void dropsTheOtherDaysWhenOneIsInUseAndThatOneLater() throws SQLException {
        ObjectNode read = record("partner", now.minus(Duration.ofDays(17)));
        post(batch(read)).statusCode(202).body("accepted", equalTo(1));
        forgetScheduledRuns();
        try (Connection reader = stores.connect()) {
            reader.setAutoCommit(false);
            execute(reader, "LOCK TABLE " + table(17) + " IN ACCESS SHARE MODE");
            retention.runScheduled().await().atMost(PATIENCE);
            find(oldPartner, 404);
            find(read, 200);
            report().body("runs[0].finishedAt", nullValue()).body("runs[0].dropped", hasSize(1));
            reader.rollback();
        }
        retention.runScheduled().await().atMost(PATIENCE);
        find(read, 404);
        report().body("runs[0].finishedAt", notNullValue()).body("runs[0].dropped", hasSize(2));
    }

    @Test
    void runsThatAskForTheSameDoNotWaitForEachOther() {
        List<Uni<RetentionRun>> runs = IntStream.range(0, 6).mapToObj(i -> retention.run("ada", false)).toList();
        List<RetentionRun> ended = Uni.join().all(runs).andFailFast().await().atMost(PATIENCE);
        ended.forEach(run -> assertNotNull(run.finishedAt()));
        assertEquals(1, ended.stream().mapToInt(run -> run.dropped().size()).sum());
    }

    @Test
    void estimatesWhatItCannotCountInTime() throws SQLException {
        StoredDay day = new StoredDay("partner", LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(16), 0);
        RetentionStore hasty = new RetentionStore(postgres, new Settings("off", Duration.ofMillis(300), PATIENCE), json);
        assertEquals(1, hasty.rows(day).await().atMost(PATIENCE));
        try (Connection rival = stores.connect()) {
            execute(rival, "ANALYZE " + table(16));
            rival.setAutoCommit(false);
            execute(rival, "LOCK TABLE " + table(16) + " IN ACCESS EXCLUSIVE MODE");
            assertEquals(1, hasty.rows(day).await().atMost(PATIENCE));
            rival.rollback();
        }
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

    private void forgetScheduledRuns() throws SQLException {
        try (Connection connection = stores.connect()) {
            execute(connection, "DELETE FROM observability.retention_drop");
            execute(connection, "DELETE FROM observability.retention_run");
        }
    }

    private String table(int daysAgo) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(daysAgo);
        return "observability.exchange_partner_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
