package dev.steward.dispatcher.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;

/** What the attempts look like from outside. */
@Singleton
class DeliveryMetrics {
    private final MeterRegistry meters;
    private final Timer firstAttempt;
    private final Counter late;

    DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.firstAttempt = Timer.builder("dispatcher.first.attempt.delay")
                .description("From the acceptance of a request to its first attempt")
                .publishPercentileHistogram()
                .register(meters);
        this.late = Counter.builder("dispatcher.attempts.late")
                .description("Outcomes dropped because the lease was lost")
                .register(meters);
    }

    void count(Task task, Attempt attempt, Decision decision) {
        Timer.builder("dispatcher.attempts")
                .description("Attempts and how long they took, by what followed")
                .tag("outcome", outcome(decision))
                .register(meters)
                .record(attempt.took());
        if (task.attempts() == 0 && !(decision instanceof Decision.HandBack)) {
            firstAttempt.record(Duration.between(task.createdAt(), attempt.startedAt()));
        }
    }

    void countLate() {
        late.increment();
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Ended ended -> ended.state().name().toLowerCase(Locale.ROOT);
            case Decision.Retry retry -> "retry";
            case Decision.HandBack handBack -> "handed_back";
        };
    }
}
