package dev.steward.kit.log;

import dev.steward.kit.recording.redaction.RedactionRules;
import dev.steward.kit.recording.redaction.Redactor;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Takes the secrets out of every record before it is written, as nobody knows what the message of a driver's or a
 * library's exception repeats. Passes every record; what cannot be redacted is left out.
 */
@LoggingFilter(name = "redacting")
public final class RedactingFilter implements Filter {
    private static final String OMITTED = "[omitted: redaction failed]";

    private final Formatter message = new PatternFormatter("%s");
    private final Redactor redactor = new Redactor(RedactionRules.defaults());

    @Override
    public boolean isLoggable(LogRecord record) {
        try {
            redactMessage(record);
            record.setThrown(RedactedThrowable.of(record.getThrown(), redactor));
        } catch (RuntimeException | StackOverflowError e) {
            setText(record, OMITTED);
            record.setThrown(null);
        }
        return true;
    }

    private void redactMessage(LogRecord record) {
        String text = message.format(record);
        String redacted = redactor.text(text).value();
        if (!redacted.equals(text)) {
            setText(record, redacted);
        }
    }

    private static void setText(LogRecord record, String text) {
        record.setResourceBundle(null);
        record.setMessage(text);
        record.setParameters(null);
    }
}
