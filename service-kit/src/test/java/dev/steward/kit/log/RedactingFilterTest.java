package dev.steward.kit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.junit.jupiter.api.Test;

class RedactingFilterTest {
    private final RedactingFilter filter = new RedactingFilter();

    @Test
    void leavesARecordWithoutSecretsAsItIs() {
        var record = new ExtLogRecord(Level.INFO, "%s is at revision %d", FormatStyle.PRINTF, "logger");
        record.setParameters(new Object[]{"Maintenance", 7});
        var thrown = new IllegalStateException("none", new IllegalArgumentException());
        record.setThrown(thrown);

        assertTrue(filter.isLoggable(record));
        assertEquals("%s is at revision %d", record.getMessage());
        assertSame(thrown, record.getThrown());
    }

    @Test
    void redactsAParameterWhereItStands() {
        LogRecord record = new LogRecord(Level.INFO, "{0} sent password={1}, 100% sure");
        record.setParameters(new Object[]{"ada", "hunter2"});
        filter.isLoggable(record);
        assertEquals("ada sent password=***, 100% sure", record.getMessage());
        assertNull(record.getParameters());
    }

    @Test
    void endsWhereCausesGoInACircle() {
        var one = new IllegalStateException("password=hunter2");
        var other = new IllegalStateException("one", one);
        one.initCause(other);
        one.addSuppressed(other);
        other.addSuppressed(one);
        String text = stackTrace(redacted(other));
        assertTrue(text.contains("Caused by: java.lang.IllegalStateException: password=***"), text);
        assertFalse(text.contains("hunter2"), text);
    }

    @Test
    void leavesOutWhatIsBeyondTheBound() {
        Throwable thrown = new IllegalStateException("password=hunter2");
        for (int i = 0; i < 10_000; i++) {
            thrown = new IllegalStateException("level", thrown);
        }
        assertFalse(stackTrace(redacted(thrown)).contains("hunter2"));
    }

    @Test
    void leavesOutWhatCannotBeRedacted() {
        LogRecord record = new LogRecord(Level.INFO, "password=hunter2");
        record.setThrown(new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException();
            }
        });
        assertTrue(filter.isLoggable(record));
        assertEquals("[omitted: redaction failed]", record.getMessage());
        assertNull(record.getThrown());
    }

    private Throwable redacted(Throwable thrown) {
        LogRecord record = new LogRecord(Level.INFO, "failed");
        record.setThrown(thrown);
        filter.isLoggable(record);
        return record.getThrown();
    }

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
