package dev.steward.infra.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short command to its end; its output goes through a file, so that no pipe can fill up and block it. */
record Command(ProcessBuilder builder) {
    static final Duration USUALLY_AT_MOST = Duration.ofMinutes(3);

    static Command of(String... words) {
        return new Command(new ProcessBuilder(words));
    }

    static Command of(List<String> words) {
        return new Command(new ProcessBuilder(words));
    }

    Command in(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    Command with(String variable, String value) {
        builder.environment().put(variable, value);
        return this;
    }

    Result run() {
        return run(USUALLY_AT_MOST);
    }

    Result run(Duration atMost) {
        Path output = null;
        try {
            output = Files.createTempFile("steward-", ".out");
            var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(-1, "no end after " + atMost.toSeconds() + " s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return new Result(-1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        } finally {
            delete(output);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Result(int exit, String output) {
        boolean ok() {
            return exit == 0;
        }

        /** The last line that says something: what apt and nginx end with when they fail. */
        String lastLine() {
            return output.lines().filter(line -> !line.isBlank()).reduce((first, second) -> second).orElse("exit " + exit)
                    .strip();
        }
    }
}
