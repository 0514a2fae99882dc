package dev.steward.dispatcher.request;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.dispatcher.Backoff;
import dev.steward.dispatcher.Db;
import dev.steward.dispatcher.LoopOff;
import dev.steward.dispatcher.target.Target;
import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import dev.steward.kit.group.GroupCommit;
import dev.steward.kit.group.GroupLimits;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that come at the same time are stored in one transaction, each with its own result. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(LoopOff.class)
class GroupedEnqueueTest {
    private static final Target TARGET = Target.of("http://127.0.0.1:1/hook");

    private final DistributionSummary sizes = new SimpleMeterRegistry().summary("sizes");

    @Inject
    Admission admission;

    @InjectStores
    Stores stores;

    private GroupCommit<Submission, Result> group;
    private Connection rival;

    /** Somebody holds a key, and whoever comes with it waits: all others gather behind. */
    @BeforeEach
    void holdUpTheFirst() throws SQLException {
        group = new GroupCommit<>(new GroupLimits<>(1, 1000, 1_000_000, Submission::weight, sizes),
                checked -> admission.of(Intake.checked(checked)));
        rival = stores.connect();
        rival.setAutoCommit(false);
        Db.run(rival, "INSERT INTO dispatcher.idempotency_key (key, request_id, fingerprint) VALUES ('held', ?, '')",
                UUID.randomUUID());
    }

    @AfterEach
    void close() throws SQLException {
        rival.close();
    }

    @Test
    void storesWhatGatheredInOneTransaction() throws SQLException {
        List<CompletableFuture<Result>> results = gathered(() -> List.of(join("a", "1"), join("b", "1"), join(null, "1")));

        results.forEach(result -> assertInstanceOf(Result.Stored.class, result.join()));
        assertEquals(3, sizes.max());
        assertEquals("1", Db.text(stores, """
                SELECT count(DISTINCT xmin::text) FROM dispatcher.request
                 WHERE id IN (SELECT request_id FROM dispatcher.idempotency_key WHERE key IN ('a', 'b'))
                """));
    }

    @Test
    void knowsARepetitionInOneGroup() throws SQLException {
        List<CompletableFuture<Result>> results = gathered(() -> List.of(join("a", "1"), join("a", "1"), join("a", "2")));

        var first = assertInstanceOf(Result.Stored.class, results.get(0).join());
        var second = assertInstanceOf(Result.Repeated.class, results.get(1).join());
        var third = assertInstanceOf(Result.Refused.class, results.get(2).join());
        assertEquals(first.id(), second.id());
        assertEquals(first.createdAt(), second.createdAt());
        assertEquals("IDEMPOTENCY_KEY_REUSED", third.why().code().name());
        assertEquals("2", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    @Test
    void storesTheNeighboursOfWhatCannotBeStored() throws SQLException {
        List<CompletableFuture<Result>> results = gathered(
                () -> List.of(join("a", "1"), join("b", "1"), impossible(), join("c", "1"), join(null, "1")));

        assertThrows(CompletionException.class, results.get(2)::join);
        for (int neighbour : new int[]{0, 1, 3, 4}) {
            assertInstanceOf(Result.Stored.class, results.get(neighbour).join());
        }
        assertEquals("5", Db.text(stores, "SELECT count(*) FROM dispatcher.task"));
    }

    private List<CompletableFuture<Result>> gathered(Supplier<List<CompletableFuture<Result>>> others) throws SQLException {
        CompletableFuture<Result> first = join("held", "1");
        await().until(() -> Db.text(stores, "SELECT count(*) FROM pg_locks WHERE NOT granted").equals("1"));
        List<CompletableFuture<Result>> gathered = others.get();
        rival.rollback();
        assertInstanceOf(Result.Stored.class, first.join());
        return gathered;
    }

    private CompletableFuture<Result> join(String key, String fingerprint) {
        return join(key, fingerprint, 5);
    }

    /** A defect let it pass, and the database does not. */
    private CompletableFuture<Result> impossible() {
        return join("impossible", "1", 0);
    }

    private CompletableFuture<Result> join(String key, String fingerprint, int attemptLimit) {
        var request = new NewRequest("POST", TARGET, "a.b.c", Map.of(), 200, List.of(418), attemptLimit, 60, Backoff.FIXED, 30,
                null);
        return group.join(new Submission(UUID.randomUUID(), request, "a".repeat(32), key, fingerprint.repeat(2)))
                .subscribeAsCompletionStage();
    }
}
