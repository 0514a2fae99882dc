package dev.steward.benchmarks;

import dev.steward.infra.programs.Programs;
import dev.steward.infra.programs.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code steward bench [name]}: prints each table and keeps it as JSON. */
final class Main {
    private static final int CONNECTIONS = 32;
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Programs programs = Programs.ofProject();
        Path scratch = Files.createTempDirectory("steward-bench-");
        try (GateBenchmark gate = new GateBenchmark(programs.nginx(), scratch)) {
            List<Benchmark> all = List.of(gate);
            List<Benchmark> chosen = all.stream().filter(each -> arguments.length == 0 || each.name().equals(arguments[0]))
                    .toList();
            if (chosen.isEmpty()) {
                System.err.println("steward: there is no benchmark '" + arguments[0] + "'; there are "
                        + String.join(", ", all.stream().map(Benchmark::name).toList()));
                System.exit(2);
            }
            Wrk wrk = new Wrk(programs.wrk(), CONNECTIONS, SECONDS);
            for (Benchmark benchmark : chosen) {
                Report report = run(benchmark, wrk);
                System.out.println(report.table());
                System.out.println(
                        "Kept in " + Project.root().relativize(report.save(Project.root().resolve("benchmarks/results"))));
            }
        }
    }

    /** In turns, so that what slows the machine slows every variant; the first round only warms up. */
    private static Report run(Benchmark benchmark, Wrk wrk) throws Exception {
        List<Variant> variants = benchmark.variants();
        Map<Variant, List<Sample>> samples = new HashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Variant variant : variants) {
                Sample sample = wrk.load(variant.url());
                if (round > 0) {
                    samples.computeIfAbsent(variant, any -> new ArrayList<>()).add(sample);
                }
            }
        }
        List<Sample> floor = samples.get(variants.getFirst());
        List<Result> results = variants.stream().map(variant -> Result.of(variant.name(), samples.get(variant), floor))
                .toList();
        return Report.now(benchmark, CONNECTIONS, SECONDS, ROUNDS, results);
    }
}
