package dev.steward.observability.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionPolicyTest {
    @ParameterizedTest
    @CsvSource({
            "P14D, 2026-03-15, 2026-03-01, false",
            "P14D, 2026-03-15, 2026-02-28, true",
            "P2M, 2026-04-30, 2026-02-28, false",
            "P2M, 2026-04-30, 2026-02-27, true",
            "P2M, 2026-03-01, 2026-01-01, false",
            "P2M, 2026-03-01, 2025-12-31, true",
            "P0D, 2026-03-15, 2026-03-15, false",
            "P0D, 2026-03-15, 2026-03-14, true"})
    void dropsOnlyDaysThatAreOlderToTheirLastMoment(Period keep, LocalDate today, LocalDate day, boolean drops) {
        assertEquals(drops, new RetentionPolicy("internal", keep).drops(day, today));
    }
}
