package dev.steward.kit.recording.backlog;

import java.io.InputStream;
import java.util.List;

/**
 * What is sent at once. What is lost is lost by the batch.
 *
 * @param content
 *            JSON as it will be sent, compressed or not, in pieces
 * @param extents
 *            what records it holds; none in a report
 */
public record Batch(Kind kind, List<byte[]> content, boolean compressed, List<Extent> extents) {
    /** In the order in which they go. */
    public enum Kind {
        /** What was counted, and what was lost. */
        REPORT,
        FAILURES,
        SUCCESSES
    }

    public static Batch report(byte[] json) {
        return new Batch(Kind.REPORT, List.of(json), false, List.of());
    }

    public int size() {
        return content.stream().mapToInt(piece -> piece.length).sum();
    }

    /** The content from its beginning. */
    public InputStream open() {
        return Pieces.stream(content);
    }

    public int records() {
        return extents.stream().mapToInt(Extent::exchanges).sum();
    }

    /** Whether it outlives successes. */
    public boolean failures() {
        return kind == Kind.FAILURES;
    }
}
