package dev.steward.local.operating;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "0.04, 0.0 s", "59.4, 59.4 s", "59.6, 1 min 0 s", "3599, 59 min 59 s", "3600, 1 h 0 min",
            "86399, 23 h 59 min", "90000, 1 d 1 h"})
    void showsItsTwoLargestUnits(double seconds, String shown) {
        assertEquals(shown, Age.shown(seconds));
    }
}
