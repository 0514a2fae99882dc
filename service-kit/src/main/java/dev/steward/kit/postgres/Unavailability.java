package dev.steward.kit.postgres;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;

/** Tells "PostgreSQL cannot serve now" from "PostgreSQL refused this statement". */
final class Unavailability {
    private Unavailability() {}

    static boolean causedBy(Throwable failure) {
        return switch (failure) {
            case PgException refused -> cannotServe(refused.getSqlState());
            case IOException connection -> true;
            case TimeoutException late -> true;
            case VertxException closed -> true;
            case NoStackTraceThrowable poolTimeout -> true;
            default -> false;
        };
    }

    /**
     * SQLSTATE classes: 08 connection, 53 resources (disk full, too many connections), 57P0x and 57014 shutdown or timeout.
     */
    private static boolean cannotServe(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57P0")
                        || sqlState.equals("57014") || sqlState.equals("25006"));
    }

    static ProblemException problem(Throwable cause, Duration retryAfter) {
        return new ProblemException(KitError.STORE_UNAVAILABLE, "The database does not answer; try again later.", cause)
                .retryAfter(retryAfter);
    }
}
