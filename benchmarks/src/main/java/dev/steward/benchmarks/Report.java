package dev.steward.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What is kept of a run.
 *
 * @param machine
 *            what it ran on, since figures mean nothing without it
 * @param method
 *            how often, how long, how many at once
 * @param columns
 *            what the figures of a row are, with units
 */
public record Report(String benchmark, String question, String at, String machine, String method, List<String> columns,
        List<Row> rows) {
    /** Null stands for a figure that a variant has not. */
    public record Row(String variant, List<Double> figures) {}

    public static Report now(String benchmark, String question, String method, List<String> columns, List<Row> rows) {
        String machine = "%d cores, Java %s, %s %s".formatted(Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(), System.getProperty("os.name"), System.getProperty("os.arch"));
        return new Report(benchmark, question, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), machine, method,
                columns, rows);
    }

    String table() {
        StringBuilder table = new StringBuilder("### %s%n%n%s (%s; %s)%n%n| variant | %s |%n| --- |%s%n".formatted(benchmark,
                question, machine, method, String.join(" | ", columns), " ---: |".repeat(columns.size())));
        for (Row row : rows) {
            table.append("| ").append(row.variant()).append(" |");
            row.figures().forEach(figure -> table.append(' ').append(shown(figure)).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private static String shown(Double figure) {
        if (figure == null) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(figure) >= 100 || figure == Math.rint(figure) ? "%.0f" : "%.2f", figure);
    }

    /** As JSON, the latest run of each benchmark. */
    Path save(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Path file = Files.createDirectories(folder).resolve(benchmark + ".json");
        Files.writeString(file, json.writeValueAsString(this) + "\n");
        return file;
    }
}
