package dev.steward.local.suite;

import dev.steward.infra.InfraFailed;
import dev.steward.infra.process.ChildProcess;
import dev.steward.local.supervision.Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Makes the start-up caches after a build: starts each program that changed, calls it a few times and stops it. It gets
 * no
 * stores: a service starts without them, and what it then learns less is not worth the wait.
 */
public final class Training {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);
    // The JVM writes the cache when it ends, which takes as long as the start.
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(90);
    private static final int ANSWERS_WITHIN_MILLIS = 5_000;
    private static final int KILLED = 128 + 9;
    private static final int SIDE_BY_SIDE = 2;
    private static final List<String> LESSONS = List.of("/q/health", "/q/metrics", "/q/openapi", "/q/health/ready");

    private final Home home;
    private final Consumer<String> progress;

    public Training(Home home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    /** A program that cannot be trained is only slow to start. */
    public void run() throws InterruptedException {
        var applications = new Applications(home, new Ports(0, 0), new Secrets(home), 1, 1);
        List<Callable<Void>> runs = applications.programs().stream()
                .filter(application -> !new StartupCache(home, application).isGood())
                .<Callable<Void>>map(application -> () -> train(application.alone()))
                .toList();
        try (var workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            workers.invokeAll(runs);
        }
    }

    private Void train(Application application) throws IOException {
        long began = System.nanoTime();
        var cache = new StartupCache(home, application);
        cache.clear();
        int management = dev.steward.infra.Ports.free();
        var child = ChildProcess.named(application.name())
                .command(Jvm.command(application, cache.train()))
                .directory(application.directory())
                .environment(application.on(dev.steward.infra.Ports.free(), management))
                .log(home.startupCaches().resolve(application.name() + ".log"))
                .readyWhen(() -> Probe.connect(management).ask().isGood(), STARTS_WITHIN)
                .stopTimeout(ENDS_WITHIN)
                .build();
        try {
            child.start();
            LESSONS.forEach(path -> call("http://127.0.0.1:%d%s".formatted(management, path)));
            child.stop();
            boolean ended = child.onExit().join() != KILLED;
            progress.accept(ended && cache.keep()
                    ? "trained %s (%d s)".formatted(application.name(), Duration.ofNanos(System.nanoTime() - began).toSeconds())
                    : noCache(application, "it did not get to write one"));
        } catch (InfraFailed e) {
            progress.accept(noCache(application, e.getMessage()));
        } finally {
            cache.discard();
        }
        return null;
    }

    private static String noCache(Application application, String why) {
        return "%s starts slowly, without a start-up cache: %s".formatted(application.name(), why);
    }

    private static void call(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(ANSWERS_WITHIN_MILLIS);
            connection.setReadTimeout(ANSWERS_WITHIN_MILLIS);
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException e) {
            // A lesson missed.
        }
    }
}
