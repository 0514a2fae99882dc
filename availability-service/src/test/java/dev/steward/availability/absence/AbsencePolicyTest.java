package dev.steward.availability.absence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.availability.absence.AbsencePolicy.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsencePolicyTest {
    private static final AbsencePolicy POLICY = new AbsencePolicy(10, 0.15, 20, 0.5);

    @ParameterizedTest(name = "{0} online, {1} absent, held {2} ms: {3}")
    @CsvSource(textBlock = """
            1000, 100,    0, take 100
            1000, 300,    0, take 150
             850, 150,    0, take 127
              40,  19,    0, take 10
               1,   1,    0, take 1
              19,  19,    0, take 10
              20,  20,    0, mass
            1000, 500,    0, mass
            1000, 499,    0, take 150
            1000,1000,    0, mass
               0,   0,    0, take 0
            1000, 100,    1, held
            1000,1000,    1, held
            """)
    void judges(long online, long absent, long held, String expected) {
        assertEquals(expected, switch (POLICY.judge(online, absent, held)) {
            case Verdict.TakeOffline(long atMost) -> "take " + atMost;
            case Verdict.Mass() -> "mass";
            case Verdict.Held() -> "held";
        });
    }

    @Property
    boolean neverTakesMoreThanTheShareOrTheLeastNumber(@ForAll @LongRange(max = 200_000) long online,
            @ForAll @LongRange(max = 200_000) long absent) {
        return !(POLICY.judge(online, Math.min(absent, online), 0) instanceof Verdict.TakeOffline(long atMost))
                || atMost <= Math.min(absent, Math.max(10, online * 15 / 100));
    }
}
