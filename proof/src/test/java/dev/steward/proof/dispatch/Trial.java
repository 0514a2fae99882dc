package dev.steward.proof.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.proof.Cluster;
import dev.steward.proof.Replica;
import dev.steward.proof.dispatch.Receiver.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A load on the workers while something is done to them, and in the end what must be true: whatever got a 2xx is
 * delivered, by one request, and twice only where a worker died between sending and recording.
 */
final class Trial implements AutoCloseable {
    /** From the death of whoever held it until somebody else may have it. */
    static final Duration LEASE = Duration.ofSeconds(Requests.HTTP_TIMEOUT_SECONDS).plus(Dispatchers.LEASE_MARGIN);

    private static final int PER_SECOND = 60;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Cluster cluster;
    final Receiver receiver;
    final Load load;
    private final String name = "trial" + UUID.randomUUID().toString().substring(0, 8);
    private Set<String> settledBefore = Set.of();
    private Instant killedAt;

    Trial(Cluster cluster) {
        this(cluster, Receiver.answering(200));
    }

    Trial(Cluster cluster, Receiver receiver) {
        this.cluster = cluster;
        this.receiver = receiver;
        this.load = new Load(cluster.replicas(), name, mark -> Requests.to(receiver.url(), mark));
    }

    /** Returns once some were delivered. */
    Trial underLoad() {
        load.start(PER_SECOND);
        arrivals(PER_SECOND / 3);
        return this;
    }

    void arrivals(int more) {
        int before = receiver.count();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> receiver.count() >= before + more);
    }

    /** The first worker of which that is true. */
    Replica first(Predicate<Replica> condition) {
        return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> cluster.replicas().stream().filter(condition).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** SIGKILL. */
    void kill(Replica victim) {
        interrupt(victim.process()::kill);
    }

    /** What arrives before this is over need not be recorded. */
    void interrupt(Runnable fault) {
        settledBefore = settled();
        fault.run();
        killedAt = Instant.now();
    }

    /** Meanwhile whatever is left of the load goes on. */
    void everythingIsDelivered() {
        cluster.replicas().forEach(worker -> worker.process().launch());
        load.stop();
        await().atMost(LEASE.plus(POLL).plus(PATIENCE)).pollInterval(Duration.ofMillis(50))
                .until(() -> cluster.database().number("""
                        SELECT count(*) FROM task JOIN request USING (id) WHERE body LIKE ? || '-%'
                        """, name) == 0);
        Map<String, Fate> fates = fates();
        assertTrue(fates.keySet().containsAll(load.accepted().keySet()));
        assertEquals(List.of(), fates.values().stream().filter(fate -> !fate.state().equals("DELIVERED")).toList());
        assertEquals(fates.keySet(), receiver.byMark().keySet());
        cluster.replicas().forEach(worker -> worker.process().awaitReady());
    }

    /** Sent, and not recorded when the worker died; the other workers' are among them. */
    Set<String> unrecorded() {
        return receiver.arrivals().stream().filter(arrival -> !arrival.at().isAfter(killedAt)).map(Arrival::mark)
                .filter(mark -> !settledBefore.contains(mark)).collect(Collectors.toSet());
    }

    /** With the same attempt; a next attempt, where an answer did not come in time, is another matter. */
    Set<String> arrivedTwice() {
        return repetitions().map(same -> same.getFirst().mark()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Not before the dead worker's lease ended, and not much later. */
    void secondArrivalsAreOnTime() {
        repetitions().forEach(same -> {
            Duration apart = Duration.between(same.get(0).at(), same.get(1).at());
            assertTrue(apart.compareTo(LEASE.minus(Dispatchers.LEASE_MARGIN.dividedBy(2))) > 0, "too soon: " + same);
            Duration late = Duration.between(killedAt, same.get(1).at());
            assertTrue(late.compareTo(LEASE.plus(POLL).plus(SLACK)) < 0, "too late: " + same);
            assertEquals(2, same.size());
        });
    }

    Map<String, Fate> fates() {
        return Fate.of(cluster.database(), name);
    }

    private Stream<List<Arrival>> repetitions() {
        return receiver.byMark().values().stream()
                .flatMap(arrivals -> arrivals.stream().collect(Collectors.groupingBy(Arrival::number)).values().stream())
                .filter(same -> same.size() > 1);
    }

    private Set<String> settled() {
        return Set.copyOf(cluster.database().list("""
                SELECT body FROM settlement JOIN request ON request.id = request_id WHERE body LIKE ? || '-%'
                """, row -> row.getString(1), name));
    }

    @Override
    public void close() {
        load.close();
        receiver.close();
    }
}
