package dev.steward.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a growing file, whole lines only. */
final class Tail {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final String prefix;
    private long position;

    Tail(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    void last(int count, PrintWriter out) throws IOException {
        position = Math.max(0, file.toFile().length() - MOST_BYTES);
        List<String> lines = read();
        lines.subList(Math.max(0, lines.size() - count), lines.size()).forEach(line -> out.println(prefix + line));
    }

    void more(PrintWriter out) throws IOException {
        read().forEach(line -> out.println(prefix + line));
        out.flush();
    }

    private List<String> read() throws IOException {
        try (var content = new RandomAccessFile(file.toFile(), "r")) {
            // A new run begins a new file.
            position = position > content.length() ? 0 : position;
            content.seek(position);
            byte[] bytes = new byte[(int) Math.min(MOST_BYTES, content.length() - position)];
            content.readFully(bytes);
            int whole = endOfLastLine(bytes);
            position += whole;
            return new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
        } catch (FileNotFoundException e) {
            // Between two runs: the old log is put aside, and nobody has written to the new one.
            position = 0;
            return List.of();
        }
    }

    private static int endOfLastLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
