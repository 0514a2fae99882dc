package dev.steward.proof.dispatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.process.ChildProcess;
import dev.steward.proof.Cluster;
import dev.steward.proof.Replica;
import dev.steward.proof.dispatch.Receiver.Arrival;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random requests, receivers and operators, the second time with faults; then each request is judged by what its
 * receiver saw. {@code -Dproof.seed} repeats a run, as far as chance allows; {@code -Dproof.requests} makes it larger.
 */
class ModelIT {
    private static final long SEED = Optional.ofNullable(Long.getLong("proof.seed")).orElseGet(System::nanoTime);
    private static final int REQUESTS = Integer.getInteger("proof.requests", 250);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Cluster cluster = SharedCluster.healed();
    private final Random random = new Random(SEED);

    @Test
    void everyFateFollowsFromWhatTheReceiverSaw() {
        judge("calm", 0, () -> {
        });
    }

    @Test
    void everyFateFollowsAlsoWhereWorkersAndStoresDie() {
        judge("rough", 3, this::makeTrouble);
    }

    private void judge(String name, int faults, Runnable trouble) {
        List<Script> scripts = IntStream.range(0, REQUESTS)
                .mapToObj(number -> Script.random("%s-%06d".formatted(name, number), random)).toList();
        Map<String, Script> byMark = scripts.stream().collect(Collectors.toMap(Script::mark, Function.identity()));
        try (var receiver = Receiver.answering((mark, turn) -> byMark.get(mark).reply(turn))) {
            var campaign = new Campaign(cluster.replicas(), receiver.url());
            var troubled = CompletableFuture.runAsync(trouble);
            campaign.play(scripts, random);
            troubled.join();
            cluster.heal();
            await().atMost(PATIENCE).until(() -> cluster.database().number("SELECT count(*) FROM task") == 0);

            Map<String, Fate> fates = Fate.of(cluster.database(), name);
            Map<String, List<Arrival>> arrivals = receiver.byMark();
            var known = new HashSet<>(byMark.keySet());
            known.removeAll(campaign.refused());
            assertEquals(known, fates.keySet());
            assertEquals(List.of(), known.stream().flatMap(mark -> complaints(
                    new Model(byMark.get(mark), fates.get(mark), arrivals.getOrDefault(mark, List.of()), faults))).toList(),
                    "-Dproof.seed=" + SEED);
            System.out.printf("%s: %d requests, %d arrivals, %s; -Dproof.seed=%d%n", name, fates.size(), receiver.count(),
                    fates.values().stream().collect(Collectors.groupingBy(Fate::state, Collectors.counting())), SEED);
        }
    }

    /** Each costs a request at most the record of one attempt; Valkey costs none. */
    private void makeTrouble() {
        List<ChildProcess> workers = cluster.replicas().stream().map(Replica::process).toList();
        pause(Duration.ofMillis(500 + random.nextInt(500)));
        workers.get(0).pause();
        cluster.valkey().kill();
        pause(Duration.ofMillis(300 + random.nextInt(500)));
        workers.get(1).kill();
        workers.get(1).launch();
        pause(Duration.ofMillis(500 + random.nextInt(500)));
        cluster.postgres().kill();
        cluster.postgres().start();
        pause(Trial.LEASE);
        workers.get(0).resume();
    }

    private static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private static Stream<String> complaints(Model model) {
        return model.complaints().stream().map(sentence -> "%s: %s%n  %s%n  %s%n  %s%n".formatted(model.script().mark(),
                sentence, model.script(), model.fate(), model.arrivals()));
    }
}
