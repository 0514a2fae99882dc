package dev.steward.benchmarks.recording;

import dev.steward.benchmarks.load.OpenLoop;
import dev.steward.benchmarks.load.OpenLoop.Result;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.Signal;
import dev.steward.infra.programs.Project;
import dev.steward.local.suite.Home;
import dev.steward.local.suite.Ports;
import dev.steward.local.supervision.ReadyProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The demo shop's jar as a process of its own, under load. */
final class DemoShop implements AutoCloseable {
    /** Sends an order back as it came, and does nothing else. */
    static final String ECHO = "/api/echo/orders";
    /** Refuses it with 405. */
    static final String REFUSAL = "/api/fail";

    /**
     * @param p50
     *            milliseconds
     * @param p99
     *            milliseconds
     * @param cpuMicros
     *            CPU time of the process without its compiler's, per request
     */
    record Round(double p50, double p99, double cpuMicros, long errors) {}

    private final ChildProcess process;
    private final ThreadTimes cpu;
    private final OpenLoop load;
    private final List<Round> rounds = new ArrayList<>();
    private long sent;

    DemoShop(String name, Home home, int port, Map<String, String> environment, List<byte[]> requests)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        this.process = ChildProcess.named(name)
                .command(List.of(java.toString(), "-Xms512m", "-Xmx512m", "-jar", "quarkus-run.jar"))
                .directory(Project.root().resolve("deploy/demo-shop/target/quarkus-app"))
                .environment(environment)
                .environment(Map.of("QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.management(port)),
                        "STEWARD_KIT_RECORDING_SERVICE", name))
                .log(home.log(name))
                .stopSignal(Signal.TERM)
                .readyWhen(() -> ReadyProbe.on(Ports.management(port)).ask().isGood(), Duration.ofSeconds(60))
                .build()
                .start();
        this.cpu = new ThreadTimes(process.pid());
        this.load = new OpenLoop(port, requests);
    }

    /**
     * @param after
     *            is waited for before the CPU time is read, as what was put off counts too
     */
    void round(int requests, int perSecond, After after) throws Exception {
        long before = cpu.nanos();
        Result result = load.round(requests, perSecond);
        sent += requests;
        after.run();
        rounds.add(new Round(result.millis(0.50), result.millis(0.99),
                (cpu.nanos() - before) / 1000.0 / requests, result.errors()));
    }

    interface After {
        void run() throws Exception;
    }

    /** What was until now has only warmed up. */
    void forget() {
        rounds.clear();
        sent = 0;
    }

    /** Something disturbed it. */
    void forgetLastRound() {
        rounds.removeLast();
    }

    List<Round> rounds() {
        return rounds;
    }

    long sent() {
        return sent;
    }

    @Override
    public void close() throws IOException {
        load.close();
        process.stop();
    }
}
