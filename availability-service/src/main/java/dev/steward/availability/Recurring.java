package dev.steward.availability;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Runs the sweeps, each again a while after it ended: faster than a scheduler that ticks by the second, and never twice
 * at once in this process. What they do is safe on many replicas by itself.
 */
@Singleton
public class Recurring {
    private final Vertx vertx;
    private volatile boolean stopped;

    public Recurring(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * @param pause
     *            between two runs; zero: never. The first comes after a random part of it, so that replicas spread.
     */
    public void every(Duration pause, String name, Supplier<Uni<Void>> job) {
        if (pause.isPositive()) {
            new Job(name, job, pause.toMillis()).scheduleIn(ThreadLocalRandom.current().nextLong(pause.toMillis()) + 1);
        }
    }

    /** Runs it now, once. */
    public void now(String name, Supplier<Uni<Void>> job) {
        new Job(name, job, 0).run();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private final class Job {
        private final String name;
        private final Supplier<Uni<Void>> work;
        private final long pauseMillis;
        private boolean failing;

        Job(String name, Supplier<Uni<Void>> work, long pauseMillis) {
            this.name = name;
            this.work = work;
            this.pauseMillis = pauseMillis;
        }

        void scheduleIn(long millis) {
            vertx.setTimer(millis, timer -> run());
        }

        void run() {
            if (stopped) {
                return;
            }
            Uni.createFrom().deferred(work::get).subscribe().with(done -> ended(null), this::ended);
        }

        /** A job that fails again and again says so once. */
        private void ended(Throwable failure) {
            if (stopped) {
                return;
            }
            if (failure != null && !failing) {
                Log.warnf("The %s cannot do its work: %s", name, failure.getMessage());
            } else if (failure == null && failing) {
                Log.infof("The %s works again", name);
            }
            failing = failure != null;
            if (pauseMillis > 0) {
                scheduleIn(pauseMillis);
            }
        }
    }
}
