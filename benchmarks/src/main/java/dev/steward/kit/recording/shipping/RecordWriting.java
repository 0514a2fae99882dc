package dev.steward.kit.recording.shipping;

import dev.steward.benchmarks.recording.Logged;
import dev.steward.benchmarks.recording.OrderExchange;
import dev.steward.benchmarks.recording.RecordedOrders;
import dev.steward.kit.recording.capture.Capture;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What is done for one recorded exchange that is over: redacted, and written as JSON. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordWriting {
    private final Logged logged = new Logged();
    private RecordedOrders orders;
    private RecordWriter writer;
    private int next;

    @Setup
    public void receive() throws IOException {
        orders = new RecordedOrders();
        writer = new RecordWriter(orders.config());
        logbook();
        refuseSecrets(logged.lines());
        refuseSecrets(kit().toString(StandardCharsets.UTF_8));
    }

    @TearDown
    public void close() {
        orders.close();
    }

    @Benchmark
    public ByteArrayOutputStream kit() {
        return writer.write(capture());
    }

    @Benchmark
    public String logbook() throws IOException {
        Capture capture = capture();
        RoutingContext context = orders.contexts().get(next);
        var answer = logged.request(context.request(), capture.requestBody().kept());
        logged.response(answer, context.response(), capture.responseBody().kept());
        return logged.lines();
    }

    private Capture capture() {
        List<Capture> captures = orders.captures();
        next = (next + 1) % captures.size();
        return captures.get(next);
    }

    /** Both have to do the same work, or their times mean nothing. */
    private static void refuseSecrets(String record) {
        OrderExchange.SECRETS.stream().filter(record::contains).findFirst().ifPresent(secret -> {
            throw new IllegalStateException(secret + " is in " + record);
        });
    }
}
