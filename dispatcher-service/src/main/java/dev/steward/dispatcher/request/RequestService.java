package dev.steward.dispatcher.request;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import dev.steward.dispatcher.delivery.WakeUp;
import dev.steward.dispatcher.request.RequestStore.KnownKey;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.problem.Problem.FieldError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Takes requests in. What it emits is durable. */
@ApplicationScoped
class RequestService {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final RequestRules rules;
    private final Fingerprint fingerprint;
    private final RequestStore store;
    private final WakeUp wakeUp;
    private final Clock clock;
    private final Counter enqueued;

    RequestService(RequestRules rules, Fingerprint fingerprint, RequestStore store, WakeUp wakeUp, Clock clock,
            MeterRegistry meters) {
        this.rules = rules;
        this.fingerprint = fingerprint;
        this.store = store;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.enqueued = Counter.builder("dispatcher.requests.enqueued")
                .description("Requests accepted, repetitions left out")
                .register(meters);
    }

    /** Emits one result for each, in their order. */
    Uni<List<Result>> enqueue(List<EnqueueRequest> asked, String traceparent) {
        var intake = new Intake(asked.stream().map(one -> (Supplier<Submission>) () -> check(one, traceparent)).toList());
        return submit(intake.timely())
                .invoke(intake::stored)
                .chain(() -> known(intake.openKeys()))
                .map(intake::results);
    }

    private Uni<Map<UUID, Instant>> submit(List<Submission> submissions) {
        return submissions.isEmpty() ? Uni.createFrom().item(Map.of()) : store.submit(submissions).invoke(this::announce);
    }

    private Uni<Map<String, KnownKey>> known(Set<String> keys) {
        return keys.isEmpty() ? Uni.createFrom().item(Map.of()) : store.findKeys(keys);
    }

    private void announce(Map<UUID, Instant> stored) {
        if (!stored.isEmpty()) {
            enqueued.increment(stored.size());
            wakeUp.announce();
        }
    }

    private Submission check(EnqueueRequest asked, String traceparent) {
        NewRequest request = rules.check(asked);
        String key = asked.idempotencyKey();
        if (key != null && !KEY.matcher(key).matches()) {
            throw new RefusedException(VALIDATION_FAILED, "The idempotency key is not valid.",
                    new FieldError("idempotencyKey", "must be 1 to 255 printable ASCII characters without spaces"));
        }
        Instant now = clock.instant();
        boolean late = request.expireAt() != null && !request.expireAt().isAfter(now);
        return new Submission(Uuid7.at(now), request, traceparent, key, key == null ? null : fingerprint.of(asked), late);
    }
}
