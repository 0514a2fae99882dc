package dev.steward.dispatcher.delivery;

import java.time.Duration;

/** The defaults, but for what a test changes. */
record Settings(int inFlight, Duration leaseMargin, Duration poll) implements DeliveryConfig {
    static final Settings DEFAULT = new Settings(64, Duration.ofSeconds(10), Duration.ofSeconds(1));

    static Settings inFlight(int attempts) {
        return new Settings(attempts, DEFAULT.leaseMargin, DEFAULT.poll);
    }

    static Settings leaseMargin(Duration margin) {
        return new Settings(DEFAULT.inFlight, margin, DEFAULT.poll);
    }

    static Settings poll(Duration every) {
        return new Settings(DEFAULT.inFlight, DEFAULT.leaseMargin, every);
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public int queueLimit() {
        return 100;
    }

    @Override
    public int destinationConcurrency() {
        return 16;
    }

    @Override
    public Duration recheck() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration stopWithin() {
        return Duration.ofSeconds(6);
    }

    @Override
    public int destinationLabels() {
        return 50;
    }

    @Override
    public Pauses pauses() {
        return new LongestPauses(Duration.ofHours(1), Duration.ofHours(24));
    }

    record LongestPauses(Duration longestBackoff, Duration longestRetryAfter) implements DeliveryConfig.Pauses {}
}
