package dev.steward.proof.availability;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Random lives of mitras while Valkey and replicas die, stall and freeze; afterwards the mirror is what Postgres
 * derives, Postgres is what was answered, and nobody who kept pinging was ever taken offline. {@code -Dproof.seed}
 * repeats a run, as far as chance allows; {@code -Dproof.seconds} makes it longer.
 */
class MirrorModelIT {
    private static final long SEED = Optional.ofNullable(Long.getLong("proof.seed")).orElseGet(System::nanoTime);
    private static final Duration ROUGH = Duration.ofSeconds(Integer.getInteger("proof.seconds", 12));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // Fewer than would pass for a mass event all together.
    private static final int STEADY = 6;
    private static final int OTHERS = 12;

    // So seldom that a sweep may come before the next one.
    private static final Duration PINGS_EVERY = Stage.SWEEP.multipliedBy(6).dividedBy(5);

    // What lies between two pings, and between a ping and Postgres, which may be all that is left of it.
    private static final Duration KEPT_PINGING = Stage.FRESH.minus(Duration.ofMillis(1_500));

    private final Stage stage = Stage.healed();
    private final Random random = new Random(SEED);
    private final List<Mitra> steady = Crowd.of(stage).mitras(STEADY);
    private final List<Mitra> others = Crowd.of(stage).mitras(OTHERS);

    @Test
    void afterAllTroubleTheMirrorIsWhatPostgresSays() {
        steady.forEach(mitra -> assertEquals(200, mitra.online(stage.replicas().getFirst()).status()));
        Instant begin = Instant.now();
        List<Life> lives = others.stream().map(mitra -> new Life(stage, mitra, new Random(random.nextLong()))).toList();
        try (var pinging = new Pinging(stage, steady, PINGS_EVERY).answers(1)) {
            live(lives, begin.plus(ROUGH));
            stage.heal();
            List<String> complaints = lives.stream().flatMap(life -> life.complaints(begin).stream()).toList();
            lives.forEach(Life::vanish);
            await().atMost(PATIENCE).until(() -> online() <= STEADY);

            List<Departure> departures = Departure.since(stage, begin);
            assertEquals(List.of(), complaints, "-Dproof.seed=" + SEED);
            assertEquals(List.of(), departures.stream().filter(departure -> keptPinging(departure, pinging)).toList(),
                    "-Dproof.seed=" + SEED);
            assertEquals(List.of(), pinging.surprises(), "-Dproof.seed=" + SEED);
            System.out.printf("%d were taken offline; -Dproof.seed=%d%n", departures.size(), SEED);
        }
        stage.converges(PATIENCE);
    }

    private void live(List<Life> lives, Instant end) {
        try (var mitras = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> living = lives.stream()
                    .map(life -> CompletableFuture.runAsync(() -> life.goOnUntil(end), mitras)).toList();
            while (Instant.now().isBefore(end)) {
                Trouble.pass(random);
                Trouble.values()[random.nextInt(Trouble.values().length)].happen(stage, random);
            }
            living.forEach(CompletableFuture::join);
        }
    }

    private boolean keptPinging(Departure departure, Pinging pinging) {
        return steady.stream().filter(mitra -> mitra.id().equals(departure.mitra()))
                .flatMap(mitra -> pinging.answered(mitra).stream())
                .anyMatch(ping -> ping.isBefore(departure.at()) && ping.isAfter(departure.at().minus(KEPT_PINGING)));
    }

    private long online() {
        return stage.database().number("SELECT count(*) FROM mitra WHERE is_online");
    }
}
