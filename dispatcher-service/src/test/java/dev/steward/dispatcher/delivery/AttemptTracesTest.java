package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.dispatcher.target.Target;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    private final AttemptTraces traces = new AttemptTraces(true);

    @ParameterizedTest
    @CsvSource({
            TRACE + "-" + SPAN + "-01, 01",
            TRACE + "-" + SPAN + "-00, 00",
            TRACE + ",                 01"})
    void eachAttemptIsANewSpanOfTheSameTraceWithItsFlags(String trace, String flags) {
        String first = traceparent(trace);

        assertTrue(first.matches("00-" + TRACE + "-[0-9a-f]{16}-" + flags), first);
        assertNotEquals(SPAN, first.substring(36, 52));
        assertNotEquals(first, traceparent(trace));
    }

    private String traceparent(String trace) {
        var told = new AtomicReference<String>();
        String uri = "http://receiver.test/hook";
        traces.begin(new Task.Content("POST", uri, "a.b.c", Map.of(), trace), Target.of(uri))
                .tell((name, value) -> told.set(value));
        return told.get();
    }
}
