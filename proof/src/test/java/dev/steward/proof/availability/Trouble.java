package dev.steward.proof.availability;

import dev.steward.proof.Replica;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What happens to a stage for a while; afterwards it is well again, but for a replica that still starts. */
enum Trouble {
    /** Comes back empty. */
    VALKEY_DIES {
        @Override
        void happen(Stage stage, Random random) {
            stage.valkey().kill();
            pass(random);
            stage.valkey().start();
        }
    },
    /** And what was on the way to it is lost. */
    VALKEY_IS_SILENT {
        @Override
        void happen(Stage stage, Random random) {
            stage.network().stall();
            pass(random);
            stage.network().cut();
            stage.network().heal();
        }
    },
    VALKEY_FREEZES {
        @Override
        void happen(Stage stage, Random random) {
            stage.valkey().pause();
            pass(random);
            stage.valkey().resume();
        }
    },
    VALKEY_IS_OUT_OF_REACH {
        @Override
        void happen(Stage stage, Random random) {
            stage.network().cut();
            pass(random);
            stage.network().heal();
        }
    },
    /** Never the last one: whoever was killed before is back first. */
    A_REPLICA_DIES {
        @Override
        void happen(Stage stage, Random random) {
            stage.replicas().forEach(replica -> replica.process().awaitReady());
            Replica victim = stage.replicas().get(random.nextInt(stage.replicas().size()));
            victim.process().kill();
            victim.process().launch();
        }
    },
    /** Not for so long that somebody gives up waiting, and is heard all the same later. */
    A_REPLICA_FREEZES {
        @Override
        void happen(Stage stage, Random random) {
            Replica victim = stage.replicas().get(random.nextInt(stage.replicas().size()));
            victim.process().pause();
            passMillis(random.nextInt(MOSTLY_MILLIS));
            victim.process().resume();
        }
    };

    private static final int MOSTLY_MILLIS = 1_500;

    abstract void happen(Stage stage, Random random);

    /** Sometimes for longer than a ping is fresh. */
    static void pass(Random random) {
        boolean longer = random.nextInt(4) == 0;
        passMillis(random.nextInt(MOSTLY_MILLIS) + (longer ? Stage.FRESH.toMillis() : 0));
    }

    static void passMillis(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
