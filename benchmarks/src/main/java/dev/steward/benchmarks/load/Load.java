package dev.steward.benchmarks.load;

import dev.steward.benchmarks.Report;
import dev.steward.infra.programs.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Puts variants under load in turns, so that what slows the machine slows every variant. */
public final class Load {
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final List<String> COLUMNS = List.of("requests/s", "p50 ms", "p99 ms", "of the floor", "CPU us/request",
            "CPU of the floor", "errors");

    private final Wrk wrk;
    private final int seconds;

    /**
     * @param seconds
     *            how long a variant's turn takes, where {@code -Dseconds} does not say it
     */
    public Load(Program wrk, int seconds) {
        this.seconds = Integer.getInteger("seconds", seconds);
        this.wrk = new Wrk(wrk, CONNECTIONS, this.seconds);
    }

    /** The first variant is the floor that the others are compared with, round by round. */
    public Report compare(String name, String question, List<Variant> variants) throws IOException, InterruptedException {
        warmUp(1, variants);
        Rounds rounds = rounds(variants);
        return Report.now(name, question, method(), COLUMNS,
                variants.stream().map(variant -> row(variant, rounds, variants.getFirst())).toList());
    }

    /** Rounds that do not count. */
    public void warmUp(int rounds, List<Variant> variants) throws IOException, InterruptedException {
        run(rounds, variants);
    }

    public Rounds rounds(List<Variant> variants) throws IOException, InterruptedException {
        return run(ROUNDS, variants);
    }

    /** How often, how long, how many at once. */
    public String method() {
        return "%d connections, median of %d rounds of %d s".formatted(CONNECTIONS, ROUNDS, seconds);
    }

    private Rounds run(int count, List<Variant> variants) throws IOException, InterruptedException {
        Rounds rounds = new Rounds();
        for (int round = 0; round < count; round++) {
            for (Variant variant : variants) {
                rounds.add(variant, sample(variant));
            }
        }
        return rounds;
    }

    private Sample sample(Variant variant) throws IOException, InterruptedException {
        Duration before = variant.cpu().get();
        Sample sample = wrk.load(variant.url(), variant.requests());
        return sample.with(variant.cpu().get().minus(before));
    }

    private static Report.Row row(Variant variant, Rounds rounds, Variant floor) {
        return new Report.Row(variant.name(), List.of(rounds.median(variant, Sample::requestsPerSecond),
                rounds.median(variant, Sample::p50), rounds.median(variant, Sample::p99),
                rounds.share(variant, floor, Sample::requestsPerSecond), rounds.median(variant, Sample::cpuMicros),
                rounds.share(variant, floor, Sample::cpuMicros), rounds.errors(variant)));
    }
}
