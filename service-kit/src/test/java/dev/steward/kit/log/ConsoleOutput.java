package dev.steward.kit.log;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What the application's own console handler writes, with its formatter and its filter. */
public final class ConsoleOutput implements AutoCloseable {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ConsoleHandler console = Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers())
            .filter(ConsoleHandler.class::isInstance).map(ConsoleHandler.class::cast)
            .findFirst().orElseThrow();

    public ConsoleOutput() {
        console.setOutputStream(written);
    }

    public String text() {
        console.flush();
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        console.setOutputStream(new Unclosed());
    }

    /** The handler closes what it had when it gets another. */
    private static final class Unclosed extends OutputStream {
        @Override
        public void write(int b) {
            System.out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            System.out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            System.out.flush();
        }
    }
}
