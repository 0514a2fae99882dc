package dev.steward.benchmarks;

import dev.steward.benchmarks.availability.AvailabilityBeaconBenchmark;
import dev.steward.benchmarks.availability.AvailabilityMirrorBenchmark;
import dev.steward.benchmarks.availability.AvailabilityPingBenchmark;
import dev.steward.benchmarks.dispatch.DispatchBenchmark;
import dev.steward.benchmarks.dispatch.DispatchClaimBenchmark;
import dev.steward.benchmarks.dispatch.DispatchEnqueueBenchmark;
import dev.steward.benchmarks.dispatch.DispatchLatencyBenchmark;
import dev.steward.benchmarks.dispatch.DispatchRecoveryBenchmark;
import dev.steward.benchmarks.load.Load;
import dev.steward.benchmarks.recording.RecordingBenchmark;
import dev.steward.benchmarks.recording.RecordingHeapBenchmark;
import dev.steward.benchmarks.recording.RecordingLoadBenchmark;
import dev.steward.benchmarks.recording.RecordingOutageBenchmark;
import dev.steward.infra.process.TemporaryFiles;
import dev.steward.infra.programs.Programs;
import dev.steward.infra.programs.Project;
import java.nio.file.Path;
import java.util.List;

/** {@code steward bench [name]}: prints each table and keeps it as JSON. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        // Threads of Mutiny and Vert.x would keep this running, after a failure as well.
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        Programs programs = Programs.ofProject();
        Path scratch = TemporaryFiles.directory("bench");
        try (GateBenchmark gate = new GateBenchmark(programs.nginx(), scratch, new Load(programs.wrk(), 5))) {
            List<Benchmark> all = List.of(gate, new KitGateBenchmark(), new FlipBenchmark(scratch), new RecordingBenchmark(),
                    new RecordingLoadBenchmark(scratch), new RecordingHeapBenchmark(), new RecordingOutageBenchmark(scratch),
                    new IngestBenchmark(scratch), new ListingBenchmark(scratch), new DispatchBenchmark(scratch),
                    new DispatchLatencyBenchmark(scratch), new DispatchEnqueueBenchmark(scratch),
                    new DispatchClaimBenchmark(scratch), new DispatchRecoveryBenchmark(scratch),
                    new AvailabilityPingBenchmark(scratch, new Load(programs.wrk(), 5)),
                    new AvailabilityBeaconBenchmark(scratch, new Load(programs.wrk(), 10)),
                    new AvailabilityMirrorBenchmark(scratch));
            List<Benchmark> chosen = all.stream().filter(each -> arguments.length == 0 || each.name().equals(arguments[0]))
                    .toList();
            if (chosen.isEmpty()) {
                System.err.println("steward: there is no benchmark '" + arguments[0] + "'; there are "
                        + String.join(", ", all.stream().map(Benchmark::name).toList()));
                System.exit(2);
            }
            for (Benchmark benchmark : chosen) {
                Report report = benchmark.run();
                System.out.println(report.table());
                System.out.println(
                        "Kept in " + Project.root().relativize(report.save(Project.root().resolve("benchmarks/results"))));
            }
        }
        System.exit(0);
    }
}
