package dev.steward.infra.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last words of a program that failed, for the message about it. */
public final class LogTail {
    private static final int BYTES = 4000;
    private static final int LINES = 15;

    private LogTail() {}

    public static String of(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            byte[] end = new byte[(int) Math.min(BYTES, file.length())];
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return last.isEmpty()
                    ? " It wrote nothing."
                    : " The end of %s:%n%s".formatted(log, String.join(System.lineSeparator(), last));
        } catch (IOException e) {
            return " Its log " + log + " cannot be read.";
        }
    }
}
