package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is repeated to fill a body, a header or a URL costs time in proportion, and neither the stack nor the record.
 */
class HostileSizesTest {
    private static final List<String> TYPES = List.of("application/json", "application/x-www-form-urlencoded",
            "application/xml", "text/plain", "multipart/form-data; boundary=b");
    private static final int SMALL = 6_000;
    private static final int TIMES = 8;
    private static final int MEGABYTE = 1 << 20;
    private static final long HARMLESS_NANOS = 40_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private final Redactor redactor = new Redactor(RedactionRules.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "\"", "\\\"", "%25", "%", "&amp;", "&", "=", ":", "password=", "password:",
            "token=(",
            "token_count=( ", "<a>", "<a b=\"c\">", "<!--", "<input ", "</a>", "<password>", "--b\r\n", "\n", "eyJ",
            "eyJhbGciOiJub25lIn0.",
            "-----BEGIN ", "Bearer ", "://", "a://", ":@", "@", "/", "?", "#", ";", "4111 ", "AT61 ", "insert into (",
            "(String)\"",
            "For input string: \"", "jdbc:oracle:", "curl -u a:b ", "'x1' as your ", "\u0130", "\u200b", "\u0000", "AAAA",
            "name: password ",
            "a(b=c, password=x y", "{\"value\":\"x\",", "[\"--password\",", "data:,", "KEY-----", "user,password\n"})
    void costsTimeInProportion(String unit) {
        String small = unit.repeat(SMALL / unit.length());
        String large = unit.repeat(SMALL / unit.length() * TIMES);
        for (String type : TYPES) {
            body(type, small);
            assertProportional(() -> body(type, small), () -> body(type, large), type + " of " + unit);
        }
        assertProportional(() -> others(small), () -> others(large), "text, URL or header of " + unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "<a>", "\"", "%25", "--b\r\n", "{\"a\":\"", "&lt;", "\\", "(", "a[", "{'"})
    void aMegabyteOfItLeavesARecord(String unit) {
        String body = unit.repeat(MEGABYTE / unit.length());
        for (String type : TYPES) {
            RedactedBody redacted = body(type, body);
            assertNotEquals("redaction failed", redacted.omitted());
            assertEquals(body.length(), redacted.size());
        }
    }

    @Test
    void tenThousandHeadersCostWhatTwoHundredDo() {
        List<Header> headers = Collections.nCopies(10_000, new Header("X-Note", "password=Zq9a;user=bob"));
        assertEquals(200, redactor.headers(headers).masked());
    }

    private RedactedBody body(String type, String text) {
        return redactor.body(BodySource.complete(text.getBytes(StandardCharsets.UTF_8), type, null), 2 * MEGABYTE);
    }

    private void others(String text) {
        redactor.text(text);
        redactor.url(text, "/a/{token}");
        redactor.headers(List.of(new Header("X-Note", text), new Header("Cookie", text), new Header("Set-Cookie", text),
                new Header(text, "x"), new Header("Authorization", text)));
    }

    /** In processor time of this thread, so that a busy machine does not matter; what takes no time is not compared. */
    private static void assertProportional(Runnable small, Runnable large, String what) {
        long least = Long.MAX_VALUE;
        long most = Long.MAX_VALUE;
        for (int i = 0; i < 3 && most > Math.max(HARMLESS_NANOS, 3 * TIMES * least); i++) {
            least = Math.min(least, nanos(small));
            most = Math.min(most, nanos(large));
        }
        long smallNanos = least;
        long largeNanos = most;
        assertTrue(largeNanos <= Math.max(HARMLESS_NANOS, 3 * TIMES * smallNanos),
                () -> what + " took " + smallNanos + " ns, and " + TIMES + " times as much of it " + largeNanos);
    }

    private static long nanos(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - start;
    }
}
