package dev.steward.local.suite;

import dev.steward.local.supervision.StartFailed;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps the services' token file valid, so that a run of days never shows an expired one. */
final class ServiceToken implements AutoCloseable {
    private static final Duration EVERY = Secrets.SERVICE_TOKEN_LIVES.dividedBy(4);

    private final Secrets secrets;
    private final Consumer<String> progress;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("service-token").factory());

    ServiceToken(Secrets secrets, Consumer<String> progress) {
        this.secrets = secrets;
        this.progress = progress;
    }

    /** The first one is there when this returns. */
    void keepFresh() {
        secrets.mintServiceToken();
        timer.scheduleAtFixedRate(this::mint, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    // An exception would end the schedule; the last token is good for three more tries.
    private void mint() {
        try {
            secrets.mintServiceToken();
        } catch (StartFailed e) {
            progress.accept("the service token is not renewed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
