package dev.steward.benchmarks.recording;

import io.vertx.core.Vertx;

/** Vert.x as it runs in Quarkus, which does not write down each step of its router. */
final class Loops {
    private Loops() {}

    static Vertx vertx() {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        return Vertx.vertx();
    }
}
