package dev.steward.kit.recording.shipping;

/** Redacted records as they will be sent: a JSON array, compressed or not. What is lost is lost by the batch. */
record Batch(byte[] content, boolean compressed, int records, boolean failures) {
    int size() {
        return content.length;
    }
}
