package dev.steward.kit.recording.redaction;

/**
 * A body as the capture saw it.
 *
 * @param bytes
 *            the first bytes as they were on the wire, still compressed if they were; never null
 * @param contentType
 *            the Content-Type header, or null
 * @param contentEncoding
 *            the Content-Encoding header, or null
 * @param originalSize
 *            bytes on the wire; more than {@code bytes.length} when the capture stopped early
 * @param sha256
 *            digest of the whole original if the capture knows it; null lets the redactor take it from complete bytes
 */
public record BodySource(byte[] bytes, String contentType, String contentEncoding, long originalSize, String sha256) {
    /** A body that was captured completely. */
    public static BodySource complete(byte[] bytes, String contentType, String contentEncoding) {
        return new BodySource(bytes, contentType, contentEncoding, bytes.length, null);
    }
}
