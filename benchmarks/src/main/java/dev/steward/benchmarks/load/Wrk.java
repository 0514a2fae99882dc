package dev.steward.benchmarks.load;

import dev.steward.infra.programs.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The load generator: one thread, so that the other core is left to what is measured. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKETS = Pattern
            .compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final String LATENCY = "\\s%d%%\\s+([0-9.]+)(us|ms|s)";

    private final Program wrk;
    private final int connections;
    private final int seconds;

    Wrk(Program wrk, int connections, int seconds) {
        this.wrk = wrk;
        this.connections = connections;
        this.seconds = seconds;
    }

    Sample load(String url, Requests requests) throws IOException, InterruptedException {
        List<String> command = Stream.of(List.of("-t1", "-c" + connections, "-d" + seconds + "s", "--latency"),
                requests.options(), List.of(url), requests.arguments()).flatMap(List::stream).toList();
        Process process = wrk.command(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        return parse(output);
    }

    static Sample parse(String output) {
        return new Sample(number(RATE, output), latency(50, output), latency(99, output), (long) number(REQUESTS, output),
                errors(output), 0);
    }

    private static double latency(int percentile, String output) {
        Matcher match = Pattern.compile(LATENCY.formatted(percentile)).matcher(output);
        if (!match.find()) {
            throw new IllegalArgumentException("No " + percentile + "th percentile in: " + output);
        }
        double value = Double.parseDouble(match.group(1));
        return switch (match.group(2)) {
            case "us" -> value / 1000;
            case "s" -> value * 1000;
            default -> value;
        };
    }

    private static long errors(String output) {
        Matcher bad = BAD.matcher(output);
        long errors = bad.find() ? Long.parseLong(bad.group(1)) : 0;
        Matcher sockets = SOCKETS.matcher(output);
        if (sockets.find()) {
            for (int group = 1; group <= 4; group++) {
                errors += Long.parseLong(sockets.group(group));
            }
        }
        return errors;
    }

    private static double number(Pattern pattern, String output) {
        Matcher match = pattern.matcher(output);
        if (!match.find()) {
            throw new IllegalArgumentException("No request rate in: " + output);
        }
        return Double.parseDouble(match.group(1));
    }
}
