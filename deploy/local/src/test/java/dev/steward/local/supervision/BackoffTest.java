package dev.steward.local.supervision;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(ofSeconds(1), ofSeconds(30), ofSeconds(60));

    @ParameterizedTest(name = "after a life of {0} ms and a wait of {1} s: {2} s")
    @CsvSource({"10,0,1", "10,1,2", "10,2,4", "10,16,30", "10,30,30", "59999,4,8", "60000,30,1"})
    void doublesUpToALimitAndForgetsAfterAGoodLife(long lifeMillis, long lastSeconds, long expectedSeconds) {
        Duration wait = backoff.after(ofMillis(lifeMillis), ofSeconds(lastSeconds));

        assertEquals(ofSeconds(expectedSeconds), wait);
    }
}
