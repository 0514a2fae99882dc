package dev.steward.kit.recording.capture;

/**
 * Why an exchange was recorded.
 *
 * @param rate
 *            the share of exchanges like it that are recorded, so that {@code 1 / rate} of them happened for each
 */
public record Sampled(double rate, Reason reason) {
    public enum Reason {
        /** Nothing but its trace id speaks for it. */
        RATE,
        FAILED,
        SLOW
    }
}
