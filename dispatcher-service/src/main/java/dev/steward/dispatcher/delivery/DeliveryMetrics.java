package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Redaction;
import dev.steward.dispatcher.target.Target;
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
    private static final int MOST_DESTINATIONS = 100;
    private static final String OTHERS = "_OTHER";

    private final Map<String, String> destinations = new ConcurrentHashMap<>();
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
                .tag("destination", destination(task))
                .register(meters)
                .record(attempt.took());
        if (task.attempts() == 0 && !(decision instanceof Decision.HandBack)) {
            firstAttempt.record(Duration.between(task.createdAt(), attempt.startedAt()));
        }
    }

    void countLate() {
        late.increment();
    }

    /** Of very many the first; the others are one, so that nobody can make series without end. */
    private String destination(Task task) {
        String origin = Target.of(task.content().uri()).origin();
        String known = destinations.get(origin);
        if (known != null || destinations.size() >= MOST_DESTINATIONS) {
            return known == null ? OTHERS : known;
        }
        return destinations.computeIfAbsent(origin, Redaction::uri);
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Ended ended -> ended.state().name().toLowerCase(Locale.ROOT);
            case Decision.Retry retry -> "retry";
            case Decision.HandBack handBack -> "handed_back";
        };
    }
}
