package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0                              | 0",
            "120                            | 120",
            " 7                             | 7",
            "999999999                      | 999999999",
            "99999999999999999999999        | 1000000000",
            "Sun, 01 Mar 2026 12:00:37 GMT  | 37",
            "Sunday, 01-Mar-26 12:00:37 GMT | 37",
            "Sun Mar  1 12:00:37 2026       | 37",
            "Mon, 02 Mar 2026 12:00:00 GMT  | 86400",
            "Sun, 01 Mar 2026 11:59:59 GMT  | 0",
    })
    void understandsSecondsAndTheThreeFormsOfADate(String value, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), RetryAfter.of(value, NOW));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "1.5", "1e3", "Sun, 99 Mar 2026 12:00:37 GMT", "0x10", "1, 2", "²"})
    void ignoresWhatItCannotRead(String value) {
        assertEquals(Duration.ZERO, RetryAfter.of(value, NOW));
    }

    @Property
    void survivesWhateverAReceiverWrites(@ForAll String value) {
        assertFalse(RetryAfter.of(value, NOW).isNegative());
    }
}
