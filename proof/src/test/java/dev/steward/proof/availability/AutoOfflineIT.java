package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three replicas look for those of a thousand who do not ping any more. */
class AutoOfflineIT {
    private static final int CROWD = 1_000;

    /** 15 % of those online. */
    private static final int AT_MOST = 150;

    private static final Duration LONG_AGO = Duration.ofHours(-1);

    // So that nobody needs to ping in their name.
    private static final Duration YET_TO_COME = Duration.ofMinutes(5);

    // Two ticks may be a little closer than the interval.
    private static final Duration ONE_TICK = Stage.SWEEP.multipliedBy(4).dividedBy(5);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage = Stage.healed();
    private final Crowd crowd = Crowd.of(stage);
    private final List<UUID> online = crowd.online(CROWD);
    private final Instant begin = Instant.now();

    /** That one more goes later shows that by then all were looked at again. */
    @Test
    void whoIsStaleGoesOfflineOnceAndNobodyElse() {
        Set<UUID> stale = Set.copyOf(online.subList(0, 100));
        UUID later = online.getLast();
        crowd.lastPing(online.subList(stale.size(), CROWD - 1), YET_TO_COME);
        crowd.lastPing(stale, LONG_AGO);
        awaitDepartures(stale.size());
        crowd.lastPing(Set.of(later), LONG_AGO);
        awaitDepartures(stale.size() + 1);

        List<UUID> gone = Departure.since(stage, begin).stream().map(Departure::mitra).toList();
        var expected = new HashSet<>(stale);
        expected.add(later);
        assertEquals(expected, Set.copyOf(gone));
        assertEquals(expected.size(), gone.size());
        assertEquals(CROWD - expected.size(), crowd.atVersion(Crowd.ONLINE, online));
        assertEquals(expected.size(), crowd.atVersion(Crowd.ONLINE + 1, online));
        stage.converges(PATIENCE);
    }

    @Test
    void manyGoInPortionsAndWhoIsLeftIsNotOffered() {
        Set<UUID> stale = Set.copyOf(online.subList(0, 2 * AT_MOST));
        crowd.lastPing(online.subList(stale.size(), CROWD), YET_TO_COME);
        crowd.lastPing(stale, LONG_AGO);
        Set<String> mustNotBeOffered = stale.stream().map(UUID::toString).collect(Collectors.toSet());
        var left = new HashSet<Long>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            stage.replicas().forEach(replica -> {
                var offered = new ArrayList<>(Answer.offered(replica, 500));
                assertEquals(500, offered.size());
                offered.retainAll(mustNotBeOffered);
                assertEquals(List.of(), offered);
            });
            left.add(stale.size() - (long) Departure.since(stage, begin).size());
            return left.contains(0L);
        });

        List<Departure> departures = Departure.since(stage, begin);
        assertEquals(stale, departures.stream().map(Departure::mitra).collect(Collectors.toSet()));
        assertEquals(stale.size(), departures.size());
        int most = IntStream.range(0, departures.size()).map(first -> within(ONE_TICK, departures, first)).max().orElseThrow();
        assertTrue(most <= AT_MOST, () -> most + " at a time");
        assertTrue(left.stream().anyMatch(number -> number > 0 && number < stale.size()),
                () -> "nobody looked while some were left: " + left);
        stage.converges(PATIENCE);
    }

    private void awaitDepartures(int number) {
        await().atMost(PATIENCE).until(() -> Departure.since(stage, begin).size() >= number);
    }

    private static int within(Duration time, List<Departure> departures, int first) {
        Instant end = departures.get(first).at().plus(time);
        return (int) departures.stream().skip(first).takeWhile(departure -> departure.at().isBefore(end)).count();
    }
}
