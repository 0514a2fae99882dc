package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.proof.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever keeps pinging stays online and available, whatever becomes of Valkey. */
class ValkeyFailsIT {
    // Fewer than would pass for a mass event, in which nobody is taken offline.
    private static final int PRESENT = 8;

    // So seldom that a sweep comes before somebody has had the time to ping again.
    private static final Duration PINGS_EVERY = Stage.SWEEP.multipliedBy(3).dividedBy(2);

    private static final Duration OUTAGE = Stage.FRESH.plusSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage = Stage.healed();
    private final List<Replica> replicas = stage.replicas();
    private final Crowd crowd = Crowd.of(stage);
    private final List<Mitra> present = crowd.mitras(PRESENT);
    private final List<Mitra> others = crowd.mitras(3);

    /** When it answers again, it knows of no ping since: what was on the way to it is lost with the connections. */
    @Test
    void isSilentForLongerThanAPingIsFresh() {
        try (var pinging = presentAndPinging()) {
            stage.network().stall();
            Instant end = Instant.now().plus(OUTAGE);
            await().atMost(OUTAGE.plus(PATIENCE)).until(() -> {
                everybodyIsOffered();
                return Instant.now().isAfter(end);
            });
            stage.network().cut();
            stage.network().heal();
            everybodyStaysAlsoWhenSomebodyIsTakenOffline(this::everybodyIsOffered);
            assertEquals(List.of(), pinging.surprises());
        }
        stage.converges(PATIENCE);
    }

    /** Which knows of no ping since, either, and is at once in its place. */
    @Test
    void failsOverToAReplicaThatIsBehind() {
        try (var standby = new Standby(stage); var pinging = presentAndPinging()) {
            standby.fallsBehind();
            await().atMost(PATIENCE).until(() -> standby.behind(present.getFirst()).compareTo(Stage.FRESH) > 0);
            standby.takesOver();
            everybodyStaysAlsoWhenSomebodyIsTakenOffline(() -> {
            });
            assertEquals(List.of(), pinging.surprises());
            stage.converges(PATIENCE);
        }
    }

    /** Who came and went, and who must not come any more. */
    @Test
    void failsOverToAReplicaThatLacksTheLastChanges() {
        Mitra leaving = others.get(1);
        Mitra banned = others.get(2);
        List.of(leaving, banned).forEach(mitra -> assertEquals(200, mitra.online(replicas.getFirst()).status()));
        try (var standby = new Standby(stage)) {
            standby.fallsBehind();
            assertEquals(200, leaving.offline(replicas.get(0)).status());
            assertEquals(200, banned.activate(replicas.get(1), false).status());
            standby.takesOver();
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(() -> {
                replicas.forEach(replica -> {
                    assertEquals(403, banned.ping(replica).status());
                    assertFalse(Answer.offered(replica, 50).contains(leaving.id().toString()));
                });
                return Mirror.differences(stage).isEmpty();
            });
        }
    }

    private Pinging presentAndPinging() {
        present.forEach(mitra -> assertEquals(200, mitra.online(replicas.getFirst()).status()));
        return new Pinging(stage, present, PINGS_EVERY).answers(1);
    }

    private void everybodyIsOffered() {
        Set<String> ids = present.stream().map(mitra -> mitra.id().toString()).collect(Collectors.toSet());
        replicas.forEach(replica -> {
            Set<String> offered = Set.copyOf(Answer.offered(replica, 50));
            assertTrue(offered.containsAll(ids), () -> replica.name() + " offers only " + offered + " of " + ids);
        });
    }

    /** That one is shows that by now the sweep has looked at the others too. */
    private void everybodyStaysAlsoWhenSomebodyIsTakenOffline(Runnable meanwhile) {
        Mitra vanished = others.getFirst();
        assertEquals(200, vanished.online(replicas.getFirst()).status());
        await().atMost(PATIENCE).until(() -> {
            meanwhile.run();
            crowd.lastPing(List.of(vanished.id()), Duration.ofHours(-1));
            return crowd.atVersion(Crowd.ONLINE + 1, List.of(vanished.id())) == 1;
        });
        assertEquals(PRESENT, crowd.atVersion(Crowd.ONLINE, present.stream().map(Mitra::id).toList()));
    }
}
