package dev.steward.kit.recording.redaction;

/**
 * What may be stored of a body.
 *
 * @param text
 *            the redacted text, or null when nothing of the body may be stored (or there was none)
 * @param type
 *            the media type in lower case without parameters, or null when the message did not name a readable one
 * @param size
 *            bytes of the original on the wire, also of what was never captured
 * @param sha256
 *            digest of the original in lower-case hexadecimal, or null when the capture saw only a part of it
 * @param truncated
 *            whether {@code text} leaves out the end of the body
 * @param omitted
 *            why the text, or with {@code truncated} its end, is missing; null when it is complete or was cut at the
 *            limit
 * @param masked
 *            how many values were replaced
 */
public record RedactedBody(String text, String type, long size, String sha256, boolean truncated, String omitted, int masked) {}
