package dev.steward.benchmarks.availability;

import dev.steward.benchmarks.Report;
import dev.steward.benchmarks.load.Percentiles;
import dev.steward.benchmarks.process.Stores;
import dev.steward.infra.ValkeyConnection;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long Valkey itself is busy with the scripts that answer readers. */
final class ReaderScripts {
    private static final int TIMES = Integer.getInteger("runs", 1000);
    private static final double BOUND_MILLIS = 0.2;
    private static final String SNAPSHOT = "availability:snapshot";

    private final Stores stores;
    private final Availability service;
    private final String token;

    ReaderScripts(Stores stores, Availability service) {
        this.stores = stores;
        this.service = service;
        this.token = stores.serviceToken();
    }

    List<Report.Row> rows() throws IOException, InterruptedException {
        try (var valkey = stores.connectValkey()) {
            return List.of(row("counting the available, in Valkey", () -> count(valkey)),
                    row("picking 50 of them, in Valkey", () -> service.ask("GET", Availability.PICK, token)));
        }
    }

    private interface Reader {
        String read() throws IOException, InterruptedException;
    }

    private String count(ValkeyConnection valkey) throws IOException, InterruptedException {
        valkey.call("DEL", SNAPSHOT);
        return service.ask("GET", Availability.BEACON, token);
    }

    private Report.Row row(String name, Reader reader) throws IOException, InterruptedException {
        // The first one brings the script's source.
        reader.read();
        try (var slowLog = new SlowLog(stores.connectValkey())) {
            for (int i = 0; i < TIMES; i++) {
                reader.read();
            }
            List<SlowLog.Call> calls = SlowLog.mostFrequent(slowLog.scripts());
            var times = new Percentiles(calls.stream().mapToLong(call -> TimeUnit.MICROSECONDS.toNanos(call.micros())));
            return new Report.Row(name, Arrays.asList((double) calls.size(), times.at(0.50), times.at(0.99), times.longest(),
                    BOUND_MILLIS, null, null));
        }
    }
}
