package dev.steward.kit.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    /** What the standard says, in one line. */
    private static final Pattern STANDARD = Pattern
            .compile("(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?",
                    Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"00-" + TRACE + "-" + PARENT + "-01", "cc-" + TRACE + "-" + PARENT + "-01",
            "01-" + TRACE + "-" + PARENT + "-01-what the future brings"})
    void isReadInThisAndLaterVersions(String header) {
        assertEquals(new Traceparent(TRACE, "01"), Traceparent.of(header));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "00", "00-" + TRACE + "-" + PARENT, "00-" + TRACE + "-" + PARENT + "-1",
            "00-" + TRACE + "-" + PARENT + "-01-", "00-" + TRACE + "-" + PARENT + "-01 ", "ff-" + TRACE + "-" + PARENT + "-01",
            "00-00000000000000000000000000000000-" + PARENT + "-01", "00-" + TRACE + "-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01", "00-" + TRACE + "_" + PARENT + "-01",
            "0g-" + TRACE + "-" + PARENT + "-01"})
    void isNoneOtherwise(String header) {
        assertNull(Traceparent.of(header));
    }

    @Property
    void isWhatTheStandardSays(@ForAll("almost") String header) {
        Matcher match = STANDARD.matcher(header);
        assertEquals(match.matches() ? new Traceparent(match.group(1), match.group(2)) : null, Traceparent.of(header));
    }

    /** Of a right one, one character changed, and something more or less at the end. */
    @Provide
    Arbitrary<String> almost() {
        String right = "00-" + TRACE + "-" + PARENT + "-01";
        return Combinators
                .combine(Arbitraries.of("00", "01", "fe", "ff"), Arbitraries.integers().between(2, right.length() - 1),
                        Arbitraries.of('0', 'a', 'f', 'g', 'A', '-', '\n'), Arbitraries.of("", "-", "-x", "x"))
                .as((version, place, changed, more) -> version + right.substring(2, place) + changed
                        + right.substring(place + 1) + more);
    }
}
