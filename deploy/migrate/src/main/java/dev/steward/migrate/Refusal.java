package dev.steward.migrate;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;

/**
 * Flyway describes a failed script over a dozen lines; an operator needs the script, the line and what the server
 * said.
 */
final class Refusal {
    private static final Pattern LINE = Pattern.compile("(?m)^Line\\s*: (\\d+)");

    private Refusal() {}

    static String of(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return "%s%s: %s".formatted(firstLine(failure), line(failure), firstLine(refusal));
            }
        }
        return failure.getMessage().strip();
    }

    private static String line(FlywayException failure) {
        var matcher = LINE.matcher(failure.getMessage());
        return matcher.find() ? " at line " + matcher.group(1) : "";
    }

    static String firstLine(Exception exception) {
        return exception.getMessage().strip().lines().findFirst().orElse("");
    }
}
