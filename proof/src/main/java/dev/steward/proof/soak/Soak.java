package dev.steward.proof.soak;

import dev.steward.proof.Cluster;
import dev.steward.proof.Database.Held;
import dev.steward.proof.Replica;
import dev.steward.proof.dispatch.Backlog;
import dev.steward.proof.dispatch.Receiver;
import dev.steward.proof.dispatch.Receiver.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What a flow of requests has to stand for a long time. */
enum Soak {
    BACKLOG(5, "A million tasks wait for a host that accepts connections and never answers.") {
        @Override
        Held disturb(Cluster cluster) {
            Receiver silent = Receiver.answering((mark, turn) -> Reply.of(Reply.SILENCE));
            new Backlog(silent.url(), MILLION, "silent", PATIENT_SECONDS).insert(cluster.database());
            return silent::close;
        }
    },
    HORIZON(5, "A transaction keeps every version of every row.") {
        @Override
        Held disturb(Cluster cluster) {
            return cluster.database().snapshot();
        }
    },
    CHURN(60, "One request of ten fails at first.") {
        @Override
        Held disturb(Cluster cluster) {
            return () -> {
            };
        }
    },
    KILLS(10, "Every 15 seconds a worker is killed and started again.") {
        @Override
        Held disturb(Cluster cluster) {
            Thread killer = Thread.ofVirtual().start(() -> kill(cluster.replicas()));
            return () -> end(killer);
        }
    };

    private static final int MILLION = 1_000_000;
    private static final int PATIENT_SECONDS = 30;
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(15);

    final int minutes;
    final String question;

    Soak(int minutes, String question) {
        this.minutes = minutes;
        this.question = question;
    }

    /** Until it is closed. */
    abstract Held disturb(Cluster cluster);

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void kill(List<Replica> workers) {
        var random = new Random();
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN_KILLS.toNanos());
            Replica victim = workers.get(random.nextInt(workers.size()));
            victim.process().kill();
            victim.process().launch();
        }
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
