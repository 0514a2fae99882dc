package dev.steward.benchmarks.dispatch;

import java.time.Duration;

/** Somebody who delivers a backlog. */
interface Contestant extends AutoCloseable {
    String title();

    /** Puts all of them in; nothing is delivered before all of them may be. */
    void enqueue(int messages) throws Exception;

    /** How many of them are not through yet, what is written about them included. */
    long waiting() throws Exception;

    /** How many attempts it has on record. */
    long attempts() throws Exception;

    Duration cpu();

    @Override
    void close();
}
