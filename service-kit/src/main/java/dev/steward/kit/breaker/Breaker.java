package dev.steward.kit.breaker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Opens when calls to a server fail in a row, so that further ones need not wait in vain. While it is open it tries the
 * server itself, so that no request has to.
 */
public final class Breaker {
    private final Vertx vertx;
    private final Settings settings;
    private final Supplier<Future<?>> probe;
    private final Runnable onSilence;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param server
     *            its name, for logs and metrics
     * @param failuresToOpen
     *            so many in a row open it
     * @param inTime
     *            a probe that takes longer does not close it
     * @param delay
     *            how long a probe is waited for, and between two that failed
     */
    public record Settings(String server, int failuresToOpen, Duration inTime, Duration delay) {}

    /**
     * @param probe
     *            the cheapest call that tells that the server serves
     * @param onSilence
     *            runs when a probe was not answered at all
     */
    public Breaker(Vertx vertx, Settings settings, Supplier<Future<?>> probe, Runnable onSilence) {
        this.vertx = vertx;
        this.settings = settings;
        this.probe = probe;
        this.onSilence = onSilence;
    }

    /** Shows its state as {@code steward.server.available}, 1 or 0. */
    public Breaker measuredBy(MeterRegistry metrics) {
        Gauge.builder("steward.server.available", this, breaker -> breaker.isOpen() ? 0 : 1)
                .description("Whether the server is called, or is known not to answer")
                .tag("server", settings.server())
                .register(metrics);
        return this;
    }

    /** Whether calls need not be tried. */
    public boolean isOpen() {
        return open.get();
    }

    /** The server answered a call, be it with an error. */
    public void answered() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
    }

    /** A call was not answered, or by a server that cannot serve. */
    public void failed(Throwable cause) {
        if (failuresInARow.incrementAndGet() >= settings.failuresToOpen() && open.compareAndSet(false, true)) {
            probe(cause);
        }
    }

    /** The first time at once, as it may have been a hiccup. */
    private void probe(Throwable cause) {
        long sentAt = System.nanoTime();
        var decided = new AtomicBoolean();
        vertx.setTimer(settings.delay().toMillis(), silent -> {
            if (decided.compareAndSet(false, true)) {
                tell(cause);
                onSilence.run();
                probe(cause);
            }
        });
        probe.get().onComplete(answer -> {
            if (decided.compareAndSet(false, true)) {
                if (answer.failed()) {
                    tell(answer.cause());
                    vertx.setTimer(settings.delay().toMillis(), again -> probe(answer.cause()));
                } else if (System.nanoTime() - sentAt > settings.inTime().toNanos()) {
                    probe(cause);
                } else {
                    close();
                }
            }
        });
    }

    /** Not of a hiccup, and of an outage once. */
    private void tell(Throwable cause) {
        if (told.compareAndSet(false, true)) {
            Log.warnf("%s does not answer (%s); calls fail at once until it does", settings.server(), cause);
        }
    }

    private void close() {
        failuresInARow.set(0);
        open.set(false);
        if (told.compareAndSet(true, false)) {
            Log.infof("%s answers again", settings.server());
        }
    }
}
