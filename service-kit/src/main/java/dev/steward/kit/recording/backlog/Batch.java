package dev.steward.kit.recording.backlog;

import java.util.List;

/**
 * What is sent at once. What is lost is lost by the batch.
 *
 * @param content
 *            JSON as it will be sent, compressed or not
 * @param extents
 *            what records it holds; none in a report
 */
public record Batch(Kind kind, byte[] content, boolean compressed, List<Extent> extents) {
    /** In the order in which they go. */
    public enum Kind {
        /** What was counted, and what was lost. */
        REPORT,
        FAILURES,
        SUCCESSES
    }

    public static Batch report(byte[] json) {
        return new Batch(Kind.REPORT, json, false, List.of());
    }

    public int size() {
        return content.length;
    }

    public int records() {
        return extents.stream().mapToInt(Extent::exchanges).sum();
    }

    /** Whether it outlives successes. */
    public boolean failures() {
        return kind == Kind.FAILURES;
    }
}
