package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionCasesTest {
    private static final Redactor USED = new Redactor(RedactionRules.defaults());
    private final Redactor redactor = new Redactor(RedactionRules.defaults());

    static List<RedactionCase> cases() {
        return RedactionCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void showsNoSecret(RedactionCase one) {
        String recorded = one.recordedBy(redactor);
        assertNull(Leaks.find(recorded, one.secrets()), recorded);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsWhatIsNone(RedactionCase one) {
        String recorded = one.recordedBy(redactor);
        one.mustKeep()
                .forEach(wanted -> assertTrue(Leaks.shows(recorded, wanted), () -> wanted + " is missing in " + recorded));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameWhateverCameBefore(RedactionCase one) {
        String first = one.recordedBy(new Redactor(RedactionRules.defaults()));
        assertEquals(first, one.recordedBy(USED));
        assertEquals(first, one.recordedBy(USED));
    }

    @Test
    void testsEveryCase() {
        assertEquals(64 + 293, cases().size());
    }
}
