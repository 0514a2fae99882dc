package dev.steward.kit.recording.capture;

/**
 * Which requests are kept: a pure function of the trace id, the same in every service. It is the one of
 * OpenTelemetry's consistent probability sampling: the last 56 bits are the randomness, and the larger numbers are
 * kept.
 */
record Sampling(double rate, long threshold) {
    private static final int RANDOM_BITS = 56;
    private static final int RANDOM_DIGITS = RANDOM_BITS / 4;

    static Sampling at(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("A sampling rate lies between 0 and 1, and not at " + rate + ".");
        }
        return new Sampling(rate, Math.round((1 - rate) * (1L << RANDOM_BITS)));
    }

    boolean keeps(String traceId) {
        if (rate >= 1) {
            return true;
        }
        int digits = traceId.length();
        long random = Long.parseLong(traceId, digits - RANDOM_DIGITS, digits, 16);
        return random >= threshold;
    }
}
