package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.Benchmark;
import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.process.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the mirror costs with many mitras online: reading it, filling it, and bringing its heartbeats to PostgreSQL. */
public final class AvailabilityMirrorBenchmark implements Benchmark {
    private static final int MITRAS = Integer.getInteger("mitras", 100_000);

    private final Path folder;

    public AvailabilityMirrorBenchmark(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "availability-mirror";
    }

    @Override
    public Report run() throws Exception {
        List<Report.Row> rows = new ArrayList<>();
        try (Stores stores = new Stores(folder.resolve(name())).start()) {
            Statements statements = Statements.turnOn(stores);
            Mitras.only(MITRAS, stores);
            // Each beacon is counted anew where the snapshot is gone.
            try (Availability service = with(stores, "STEWARD_AVAILABILITY_READING_HELD_FOR", "0")) {
                service.awaitMirrored(MITRAS, stores.serviceToken());
                rows.addAll(new ReaderScripts(stores, service).rows());
                rows.addAll(new Refills(stores, service, MITRAS).rows());
            }
            try (Availability service = with(stores, "HEARTBEAT_MIRROR_INTERVAL_SECONDS", HeartbeatMirror.EVERY_SECONDS)) {
                service.awaitMirrored(MITRAS, stores.serviceToken());
                rows.add(new HeartbeatMirror(stores, statements, MITRAS).row());
            }
        }
        return Report.now(name(), "How long does the mirror take?", "%d mitras online".formatted(MITRAS),
                List.of("times", "p50 ms", "p99 ms", "max ms", "bound ms", "errors", "SQL statements"), rows);
    }

    private static Availability with(Stores stores, String name, String value) {
        Map<String, String> settings = new HashMap<>(Availability.ALWAYS_FRESH);
        settings.put(name, value);
        return new Availability(stores, settings);
    }
}
