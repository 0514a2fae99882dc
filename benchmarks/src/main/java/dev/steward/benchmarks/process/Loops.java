package dev.steward.benchmarks.process;

import io.vertx.core.Vertx;
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
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        LOGGER.setLevel(Level.INFO);
        return Vertx.vertx();
    }
}
