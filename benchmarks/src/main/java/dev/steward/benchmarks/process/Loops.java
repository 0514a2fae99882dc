package dev.steward.benchmarks.process;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Vert.x as it runs in Quarkus, which does not write down each step of its router: that would cost more than the rest.
 */
public final class Loops {
    // Kept, or the level would be gone with it.
    private static final Logger LOGGER = Logger.getLogger("io.vertx");

    private Loops() {}

    public static Vertx vertx() {
        return vertx(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
    }

    public static Vertx vertx(int loops) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        LOGGER.setLevel(Level.INFO);
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
    }
}
