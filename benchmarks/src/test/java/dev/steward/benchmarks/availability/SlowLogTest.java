package dev.steward.benchmarks.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.benchmarks.availability.SlowLog.Call;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowLogTest {
    @Test
    void readsScriptsAndNothingElse() {
        List<?> entries = List.of(entry(3, 11, "evalsha", "ping", "1", "key", "id"), entry(2, 4, "DEL", "key"),
                entry(1, 90, "EVAL", "return 1", "0"));

        assertEquals(List.of(new Call(List.of("evalsha", "ping", "1", "key", "id"), 11)), SlowLog.scripts(entries));
    }

    @Test
    void keepsApartWhatSweepsCalled() {
        Call count = new Call(List.of("EVALSHA", "count"), 5);
        Call probe = new Call(List.of("EVALSHA", "probe"), 7);

        assertEquals(List.of(count, count), SlowLog.mostFrequent(List.of(count, probe, count)));
    }

    @Test
    void refusesToTellOfNothing() {
        assertThrows(IllegalStateException.class, () -> SlowLog.mostFrequent(List.of()));
    }

    private static List<Object> entry(long number, long micros, String... command) {
        return List.of(number, 1_780_000_000L, micros, List.of(command), "127.0.0.1:50000", "");
    }
}
