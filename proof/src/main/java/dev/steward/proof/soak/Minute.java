package dev.steward.proof.soak;

import java.util.Locale;

/**
 * How it stood at the end of a minute.
 *
 * @param asked
 *            enqueued so far
 * @param delivered
 *            so far
 * @param twice
 *            delivered so far that arrived more than once
 * @param p50
 *            from being asked for to the first arrival, in milliseconds, of what arrived in this minute
 * @param deadTuples
 *            of the table of tasks
 * @param taskMiB
 *            what that table takes on disk, with its indexes
 */
record Minute(int minute, long asked, long delivered, long twice, double p50, double p95, double max, long deadTuples,
        double taskMiB) {

    static final String HEAD = """
            | minute | asked | delivered | twice | p50 ms | p95 ms | max ms | dead tuples | task MiB |
            | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |""";

    String line() {
        return String.format(Locale.ROOT, "| %d | %d | %d | %d | %.1f | %.1f | %.1f | %d | %.1f |", minute, asked, delivered,
                twice, p50, p95, max, deadTuples, taskMiB);
    }
}
