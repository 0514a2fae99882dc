package dev.steward.dispatcher;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What the service logs, down to the finest level and before any filter takes something out of it. */
public final class LogLines implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("dev.steward");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Level before = LOGGER.getLevel();
    private final Handler handler = new Collecting(lines);

    public LogLines() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(handler);
    }

    public boolean contains(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    @Override
    public void close() {
        LOGGER.removeHandler(handler);
        LOGGER.setLevel(before);
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    private static final class Collecting extends Handler {
        private final PatternFormatter message = new PatternFormatter("%s");
        private final List<String> lines;

        Collecting(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord logged) {
            lines.add(message.format(logged)
                    + (logged.getThrown() == null ? "" : " " + logged.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
