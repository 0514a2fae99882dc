package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.proof.Database;
import dev.steward.proof.Database.Held;
import dev.steward.proof.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A replica of three is killed (SIGKILL) in the middle of changes, or while it takes stale mitras offline. How far it
 * has come is seen in PostgreSQL, where its statements wait for a lock.
 */
class ReplicasKilledIT {
    private static final int STALE = 10;
    private static final Duration CONVERGES_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String WAIT = """
            CREATE OR REPLACE FUNCTION wait_for_proof() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock_shared(25); RETURN NULL; END';
            """;
    private static final String SLOW_DELETIONS = WAIT + """
            CREATE OR REPLACE TRIGGER wait_for_proof BEFORE DELETE ON mirror_outbox EXECUTE FUNCTION wait_for_proof()
            """;
    private static final String SLOW_COMMITS = WAIT + """
            DROP TRIGGER IF EXISTS wait_at_commit ON mirror_outbox;
            CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON mirror_outbox DEFERRABLE INITIALLY DEFERRED
               FOR EACH ROW EXECUTE FUNCTION wait_for_proof()
            """;

    private final Stage stage = Stage.healed();
    private final Database database = stage.database();
    private final Replica other = stage.replicas().get(ThreadLocalRandom.current().nextInt(3));
    private final Replica victim = next(other);

    /** It starts while the next test is prepared. */
    @AfterEach
    void launchWhoIsDead() {
        stage.replicas().forEach(replica -> replica.process().launch());
    }

    /** PostgreSQL carries out the statements of a replica that is dead, and commits nothing. */
    @Test
    void whileItWaitsForTheRows() {
        var changes = new ThreeChanges(stage, other);
        database.hold("SELECT 1 FROM mitra WHERE id IN (%s) FOR UPDATE".formatted(changes.quotedIds())).during(() -> {
            changes.askFor(victim);
            soon(() -> database.waiting(victim) > 0);
            victim.process().kill();
        });
        stage.converges(CONVERGES_WITHIN);
        assertEquals(Set.of(false), changes.made());
        assertEquals(ThreeChanges.GRANTED, changes.askFor(other).join());
        assertEquals(Set.of(true), changes.made());
        stage.converges(CONVERGES_WITHIN);
    }

    /** What it had sent on its way to the mirror is lost with its connections. */
    @Test
    void afterTheCommitBeforeTheMirror() {
        var changes = new ThreeChanges(stage, other);
        stage.network().stall();
        changes.askFor(victim);
        soon(() -> changes.made().equals(Set.of(true)));
        victim.process().kill();
        stage.network().cut();
        assertEquals(4, Mirror.differences(stage).size(), "three mitras, and the note that they are missing");
        stage.network().heal();
        stage.converges(CONVERGES_WITHIN);
        assertEquals(Set.of(true), changes.made());
    }

    @Test
    void afterTheMirrorBeforeTheOutbox() {
        var changes = new ThreeChanges(stage, other);
        database.change(SLOW_DELETIONS);
        database.hold("SELECT pg_advisory_xact_lock(25)").during(() -> {
            changes.askFor(victim);
            soon(() -> Mirror.differences(stage).equals(List.of("3 changes are noted as missing")));
            victim.process().kill();
            database.disconnect(victim);
            assertEquals(3, database.number("SELECT count(*) FROM mirror_outbox"));
        });
        stage.converges(CONVERGES_WITHIN);
        assertEquals(Set.of(true), changes.made());
    }

    /** Frozen, not killed: what it writes into the mirror in the end is older than what another has written there. */
    @Test
    void afterTheCommitUntilAnotherHasChangedTheSame() {
        Mitra mitra = Crowd.of(stage).mitras(1).getFirst();
        assertEquals(200, mitra.online(other).status());
        database.change(SLOW_COMMITS);
        Held commits = database.hold("SELECT pg_advisory_xact_lock(25)");
        var answer = CompletableFuture.supplyAsync(() -> mitra.offline(victim));
        soon(() -> database.waiting(victim) > 0);
        victim.process().pause();
        commits.close();
        soon(() -> !isOnline(mitra));
        assertEquals(200, mitra.online(other).status());
        stage.converges(CONVERGES_WITHIN);

        victim.process().resume();
        assertEquals(200, answer.join().status());
        stage.converges(CONVERGES_WITHIN);
        assertTrue(isOnline(mitra));
    }

    /** What it had claimed is locked until PostgreSQL ends its transaction. */
    @Test
    void frozenWhileItRepairs() {
        Mitra mitra = Crowd.of(stage).mitras(1).getFirst();
        database.change(SLOW_DELETIONS);
        Held deletions = database.hold("SELECT pg_advisory_xact_lock(25)");
        stage.network().stall();
        assertEquals(200, mitra.online(other).status());
        stage.network().heal();
        soon(() -> stage.replicas().stream().anyMatch(replica -> database.waiting(replica) > 0));
        Replica repairing = stage.replicas().stream().filter(replica -> database.waiting(replica) > 0).findFirst()
                .orElseThrow();
        repairing.process().pause();
        deletions.close();
        stage.converges(CONVERGES_WITHIN);
        repairing.process().resume();
    }

    /** All are marked as leaving when it dies, and nothing of it is committed: whoever pings then has come in time. */
    @Test
    void whileItTakesMitrasOffline() {
        Crowd crowd = Crowd.of(stage);
        Mitra late = crowd.mitras(1).getFirst();
        assertEquals(200, late.online(other).status());
        List<UUID> stale = new ArrayList<>(crowd.online(STALE - 1));
        stale.add(late.id());
        Instant begin = Instant.now();
        database.lock("mirror_outbox", "SHARE").during(() -> {
            crowd.lastPing(stale, Duration.ofHours(-1));
            soon(() -> stage.replicas().stream().anyMatch(this::isTakingOffline));
            assertEquals((long) STALE, stage.valkey("HLEN", "mitras:leaving"));
            Replica sweeping = stage.replicas().stream().filter(this::isTakingOffline).findFirst().orElseThrow();
            sweeping.process().kill();
            database.disconnect(sweeping);
            assertEquals(List.of(), Departure.since(stage, begin));
        });
        try (var pinging = new Pinging(stage, List.of(late), Duration.ofMillis(300))) {
            await().atMost(CONVERGES_WITHIN).until(() -> Departure.since(stage, begin).size() >= STALE - 1);
            stage.converges(CONVERGES_WITHIN);
            List<UUID> gone = Departure.since(stage, begin).stream().map(Departure::mitra).toList();
            // Another replica may have been faster than the ping, and the next one is told so.
            boolean tooLate = gone.contains(late.id());
            await().atMost(CONVERGES_WITHIN).until(() -> pinging.surprises().isEmpty() != tooLate);
            List<UUID> expected = tooLate ? stale : stale.subList(0, STALE - 1);
            assertEquals(Set.copyOf(expected), Set.copyOf(gone));
            assertEquals(expected.size(), gone.size(), "each went once");
        }
    }

    private boolean isOnline(Mitra mitra) {
        return database.number("SELECT count(*) FROM mitra WHERE is_online AND id = ?", mitra.id()) == 1;
    }

    private boolean isTakingOffline(Replica replica) {
        return database.writingWaits(replica, "mirror_outbox");
    }

    private Replica next(Replica replica) {
        return stage.replicas().get((stage.replicas().indexOf(replica) + 1) % stage.replicas().size());
    }

    private static void soon(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(condition);
    }
}
