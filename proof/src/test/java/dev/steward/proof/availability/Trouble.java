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
    VALKEY_IS_SILENT {
        @Override
        void happen(Stage stage, Random random) {
            stage.network().stall();
            pass(random);
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
    };

    private static final int MOSTLY_MILLIS = 1_500;

    abstract void happen(Stage stage, Random random);

    /** Seldom for longer than a ping is fresh. */
    static void pass(Random random) {
        boolean longer = random.nextInt(6) == 0;
        Duration time = Duration.ofMillis(random.nextInt(MOSTLY_MILLIS)).plus(longer ? Stage.FRESH : Duration.ZERO);
        LockSupport.parkNanos(time.toNanos());
    }
}
