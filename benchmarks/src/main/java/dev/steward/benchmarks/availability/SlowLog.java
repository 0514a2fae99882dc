package dev.steward.benchmarks.availability;

import dev.steward.infra.ValkeyConnection;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Valkey's slow log while it keeps every command: what scripts were called with, and how long Valkey was busy with
 * each.
 */
final class SlowLog implements AutoCloseable {
    private static final String THRESHOLD = "slowlog-log-slower-than";
    private static final String USUAL_MICROS = "10000";
    private static final String MOST = "1000000";

    private final ValkeyConnection valkey;

    /**
     * @param command
     *            its words; long ones are cut off
     */
    record Call(List<String> command, long micros) {
        boolean isScript() {
            return command.getFirst().equalsIgnoreCase("EVALSHA");
        }

        String digest() {
            return command.get(1);
        }
    }

    /** Keeps all from now on. */
    SlowLog(ValkeyConnection valkey) throws IOException {
        this.valkey = valkey;
        valkey.call("CONFIG", "SET", "slowlog-max-len", MOST);
        valkey.call("CONFIG", "SET", THRESHOLD, "0");
        forget();
    }

    void forget() throws IOException {
        valkey.call("SLOWLOG", "RESET");
    }

    /** The latest first. */
    List<Call> scripts() throws IOException {
        return scripts((List<?>) valkey.call("SLOWLOG", "GET", MOST));
    }

    static List<Call> scripts(List<?> entries) {
        return entries.stream().map(entry -> call((List<?>) entry)).filter(Call::isScript).toList();
    }

    /** Of the script that was called most often: the service's sweeps call theirs meanwhile. */
    static List<Call> mostFrequent(List<Call> calls) {
        return calls.stream().collect(Collectors.groupingBy(Call::digest)).values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new IllegalStateException("No script was called."));
    }

    /** An entry is its number, the time, the duration and the command. */
    private static Call call(List<?> entry) {
        return new Call(((List<?>) entry.get(3)).stream().map(String::valueOf).toList(), (Long) entry.get(2));
    }

    @Override
    public void close() throws IOException {
        valkey.call("CONFIG", "SET", THRESHOLD, USUAL_MICROS);
        forget();
        valkey.close();
    }
}
