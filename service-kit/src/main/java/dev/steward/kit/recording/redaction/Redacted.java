package dev.steward.kit.recording.redaction;

/**
 * What may be stored instead of the original.
 *
 * @param value
 *            the original with every secret replaced by {@code ***}
 * @param masked
 *            how many values were replaced
 */
public record Redacted<T>(T value, int masked) {}
