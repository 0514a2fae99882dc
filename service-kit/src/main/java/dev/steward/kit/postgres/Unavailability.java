package dev.steward.kit.postgres;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Tells "PostgreSQL cannot serve now" from "PostgreSQL refused this statement". */
final class Unavailability {
    private static final String STATEMENT_TIMEOUT = "57014";
    private static final String READ_ONLY = "25006";
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION_FAILURE = "40001";

    /** Another try may well succeed, and the next statement of somebody else too. */
    private static final Set<String> PASSING = Set.of(STATEMENT_TIMEOUT, READ_ONLY, LOCK_TIMEOUT, DEADLOCK,
            SERIALIZATION_FAILURE);

    private Unavailability() {}

    static boolean causedBy(Throwable failure) {
        return isOutage(failure) || failure instanceof LateException
                || failure instanceof PgException refused && PASSING.contains(String.valueOf(refused.getSqlState()));
    }

    /** Whether the next statement would fare no better. */
    static boolean isOutage(Throwable failure) {
        return switch (failure) {
            case PgException refused -> cannotServe(String.valueOf(refused.getSqlState()));
            case IOException connection -> true;
            case TimeoutException late -> true;
            case java.util.concurrent.TimeoutException connecting -> true;
            case TransactionRollbackException used -> false;
            case VertxException closed -> true;
            case NoStackTraceThrowable poolTimeout -> true;
            default -> false;
        };
    }

    /**
     * SQLSTATE classes: 08 connection, 53 resources (disk full, too many connections), 57P shutdown, start-up, recovery.
     */
    private static boolean cannotServe(String sqlState) {
        return sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57P");
    }

    static ProblemException problem(Throwable cause, Duration retryAfter) {
        return new ProblemException(KitError.STORE_UNAVAILABLE, "The database does not answer; try again later.", cause)
                .retryAfter(retryAfter);
    }
}
