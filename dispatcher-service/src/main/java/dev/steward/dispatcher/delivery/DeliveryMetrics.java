package dev.steward.dispatcher.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the attempts look like from outside. */
@Singleton
class DeliveryMetrics {
    private final MeterRegistry meters;
    private final DestinationLabels labels;
    private final Timer firstAttempt;
    private final Counter late;
    private final Map<String, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<OfDestination, Counter> ofDestinations = new ConcurrentHashMap<>();

    private record OfDestination(String destination, String outcome) {}

    DeliveryMetrics(MeterRegistry meters, DeliveryConfig config) {
        this.meters = meters;
        this.labels = new DestinationLabels(config.destinationLabels());
        this.firstAttempt = Timer.builder("dispatcher.first.attempt.delay")
                .description("From the acceptance of a request to its first attempt")
                .publishPercentileHistogram()
                .register(meters);
        this.late = Counter.builder("dispatcher.attempts.late")
                .description("Outcomes dropped because the lease was lost")
                .register(meters);
    }

    void count(Conclusion conclusion) {
        Task task = conclusion.task();
        Attempt attempt = conclusion.attempt();
        String outcome = outcome(conclusion.decision());
        attempts.computeIfAbsent(outcome, this::timer).record(attempt.took());
        ofDestinations.computeIfAbsent(new OfDestination(labels.of(task), outcome), this::counter).increment();
        if (task.attempts() == 0 && conclusion.wasSent()) {
            firstAttempt.record(Duration.between(task.createdAt(), attempt.startedAt()));
        }
    }

    void countLate() {
        late.increment();
    }

    private Timer timer(String outcome) {
        return Timer.builder("dispatcher.attempts")
                .description("Attempts and how long they took, by what followed")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(meters);
    }

    private Counter counter(OfDestination of) {
        return Counter.builder("dispatcher.destination.attempts")
                .description("Attempts by destination and what followed")
                .tag("destination", of.destination())
                .tag("outcome", of.outcome())
                .register(meters);
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Ended ended -> ended.state().name().toLowerCase(Locale.ROOT);
            case Decision.Retry retry -> "retry";
            case Decision.HandBack handBack -> "handed_back";
        };
    }
}
