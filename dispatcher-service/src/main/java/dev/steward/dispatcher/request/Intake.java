package dev.steward.dispatcher.request;

import static dev.steward.dispatcher.DispatcherError.ALREADY_EXPIRED;
import static dev.steward.dispatcher.DispatcherError.IDEMPOTENCY_KEY_REUSED;

import dev.steward.dispatcher.request.RequestStore.KnownKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Requests on their way in, one or a batch: what is decided about each, and what is still open. Not for several
 * threads.
 */
final class Intake {
    private final Result[] results;
    private final Map<Integer, Submission> open = new LinkedHashMap<>();

    Intake(List<Supplier<Submission>> checks) {
        results = new Result[checks.size()];
        for (int position = 0; position < results.length; position++) {
            try {
                open.put(position, checks.get(position).get());
            } catch (RefusedException e) {
                results[position] = new Result.Refused(e);
            }
        }
    }

    static Intake checked(List<Submission> submissions) {
        return new Intake(submissions.stream().map(one -> (Supplier<Submission>) () -> one).toList());
    }

    /** What may be stored: of several with the same key only the first. */
    List<Submission> storable() {
        Set<String> keys = new HashSet<>();
        return open.values().stream()
                .filter(submission -> submission.key() == null || keys.add(submission.key()))
                .toList();
    }

    void stored(Map<UUID, Instant> createdAt) {
        open.forEach((position, submission) -> {
            if (createdAt.containsKey(submission.id())) {
                results[position] = new Result.Stored(submission.id(), createdAt.get(submission.id()));
            }
        });
        open.keySet().removeIf(position -> results[position] != null);
    }

    /** The keys of what was not stored. */
    Set<String> openKeys() {
        return open.values().stream().map(Submission::key).filter(key -> key != null).collect(Collectors.toSet());
    }

    List<Result> results(Map<String, KnownKey> known) {
        open.forEach((position, submission) -> results[position] = compared(submission, known));
        return Arrays.asList(results);
    }

    private static Result compared(Submission submission, Map<String, KnownKey> keys) {
        KnownKey known = submission.key() == null ? null : keys.get(submission.key());
        if (known == null) {
            return new Result.Refused(new RefusedException(ALREADY_EXPIRED, "The time in expireAt has passed already."));
        }
        if (known.fingerprint().equals(submission.fingerprint())) {
            return new Result.Repeated(known.requestId(), known.createdAt());
        }
        return new Result.Refused(new RefusedException(IDEMPOTENCY_KEY_REUSED,
                "The key was used for another request in the last 24 hours."));
    }
}
