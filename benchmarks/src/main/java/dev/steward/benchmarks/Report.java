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
 */
record Report(String benchmark, String question, String at, String machine, int connections, int secondsPerRound, int rounds,
        List<Result> results) {

    static Report now(Benchmark benchmark, int connections, int seconds, int rounds, List<Result> results) {
        String machine = "%d cores, Java %s, %s %s".formatted(Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                System.getProperty("os.name"), System.getProperty("os.arch"));
        return new Report(benchmark.name(), benchmark.question(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                machine,
                connections,
                seconds, rounds, results);
    }

    String table() {
        StringBuilder table = new StringBuilder("""
                ### %s

                %s (%s; %d connections, median of %d rounds of %d s)

                | variant | requests/s | p50 ms | p99 ms | of the floor | errors |
                | --- | ---: | ---: | ---: | ---: | ---: |
                """.formatted(benchmark, question, machine, connections, rounds, secondsPerRound));
        for (Result result : results) {
            table.append(String.format(Locale.ROOT, "| %s | %.0f | %.2f | %.2f | %.2f | %d |%n", result.variant(),
                    result.requestsPerSecond(), result.p50(), result.p99(), result.shareOfFloor(), result.errors()));
        }
        return table.toString();
    }

    /** As JSON, the latest run of each benchmark. */
    Path save(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Path file = Files.createDirectories(folder).resolve(benchmark + ".json");
        Files.writeString(file, json.writeValueAsString(this) + "\n");
        return file;
    }
}
