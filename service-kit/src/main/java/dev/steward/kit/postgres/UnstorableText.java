package dev.steward.kit.postgres;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** PostgreSQL's texts hold every character but NUL, which JSON and a percent-encoded query may well carry. */
final class UnstorableText {
    private static final Set<String> SQL_STATES = Set.of("22021", "22P05");

    private UnstorableText() {}

    static boolean causedBy(Throwable failure) {
        return failure instanceof PgException refused && SQL_STATES.contains(String.valueOf(refused.getSqlState()));
    }

    static ProblemException problem(Throwable cause) {
        return new ProblemException(KitError.VALIDATION_FAILED, "A text holds the character NUL, which cannot be stored.",
                cause);
    }
}
