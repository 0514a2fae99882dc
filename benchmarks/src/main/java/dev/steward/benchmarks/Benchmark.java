package dev.steward.benchmarks;

import java.util.List;

/** One question about speed, answered by variants that run in turns on the same machine. */
interface Benchmark {
    String name();

    /** The sentence above the table. */
    String question();

    /** The first variant is the floor that the others are compared with. */
    List<Variant> variants() throws Exception;
}
