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

/** Tells "PostgreSQL cannot serve now" from "PostgreSQL refused this statement". */
final class Unavailability {
    private static final String STATEMENT_TIMEOUT = "57014";
    private static final String READ_ONLY = "25006";

    private Unavailability() {}

    static boolean causedBy(Throwable failure) {
        return isOutage(failure) || failure instanceof PgException refused
                && (STATEMENT_TIMEOUT.equals(refused.getSqlState()) || READ_ONLY.equals(refused.getSqlState()));
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
