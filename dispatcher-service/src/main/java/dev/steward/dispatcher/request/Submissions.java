package dev.steward.dispatcher.request;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.problem.Problem.FieldError;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.regex.Pattern;

/** Makes of what a caller asks for what the store takes. */
@Singleton
class Submissions {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final RequestRules rules;
    private final Fingerprint fingerprint;
    private final Clock clock;

    Submissions(RequestRules rules, Fingerprint fingerprint, Clock clock) {
        this.rules = rules;
        this.fingerprint = fingerprint;
        this.clock = clock;
    }

    /**
     * @throws RefusedException
     *             if it cannot be stored
     */
    Submission of(EnqueueRequest asked, String traceparent) {
        NewRequest request = rules.check(asked);
        String key = asked.idempotencyKey();
        if (key != null && !KEY.matcher(key).matches()) {
            throw new RefusedException(VALIDATION_FAILED, "The idempotency key is not valid.",
                    new FieldError("idempotencyKey", "must be 1 to 255 printable ASCII characters without spaces"));
        }
        return new Submission(Uuid7.at(clock.instant()), request, traceparent, key, key == null ? null : fingerprint.of(asked));
    }
}
