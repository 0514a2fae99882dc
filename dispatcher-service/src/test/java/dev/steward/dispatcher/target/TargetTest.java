package dev.steward.dispatcher.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
            "https://Example.com,                     https://example.com:443, /",
            "HTTP://example.com:80/a/b?c=d&e=%20f,    http://example.com:80,   /a/b?c=d&e=%20f",
            "http://example.com?x,                    http://example.com:80,   /?x",
            "http://[2001:DB8::1]:8080/,              'http://[2001:db8::1]:8080', /",
            "http://1.2.3.4/,                         http://1.2.3.4:80,       /",
            "http://1.2.3.4.example.com/,             http://1.2.3.4.example.com:80, /",
            "http://example.com/münchen,              http://example.com:80,   /m%C3%BCnchen",
    })
    void takesAUriApart(String uri, String origin, String path) {
        Target target = Target.of(uri);

        assertEquals(origin, target.origin());
        assertEquals(path, target.pathAndQuery());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "example.com", "/path", "ftp://example.com/", "file:///etc/passwd", "http:///path", "http://", "http://a b/",
            "http://user:password@example.com/", "http://user@example.com/", "http://example.com/#part",
            "http://example.com:0/", "http://example.com:65536/", "http://exa mple.com", "http://example.com/\u0000",
            "http://127.1/", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f000001/", "http://0x7f.0.0.1/",
            "http://127.0.0.1./", "http://127.000.000.001/", "http://256.1.1.1/", "http://1.2.3/",
            "http://example.com\\@127.0.0.1/", "http://example.com/\r\nX-Injected: 1"
    })
    void refusesWhatIsNoTarget(String uri) {
        assertThrows(IllegalArgumentException.class, () -> Target.of(uri));
    }

    @Test
    void refusesAnEndlessUri() {
        assertThrows(IllegalArgumentException.class, () -> Target.of("http://example.com/" + "a".repeat(4096)));
    }

    @Test
    void namesADestinationByItsOriginAlone() {
        assertEquals(Target.of("https://example.com/a").destinationId(),
                Target.of("HTTPS://EXAMPLE.com:443/b").destinationId());
        assertNotEquals(Target.of("https://example.com").destinationId(), Target.of("http://example.com").destinationId());
        assertEquals(8, Target.of("https://example.com").destinationId().version());
        assertEquals(2, Target.of("https://example.com").destinationId().variant());
    }

    @Test
    void knowsAnAddressWithAZone() {
        Target zoned = Target.of("http://[fe80::1%25eth0]/");

        assertTrue(zoned.isZoned());
        assertTrue(zoned.literalAddress().isEmpty());
        assertFalse(Target.of("http://[fe80::1]/").isZoned());
    }

    @Test
    void knowsAnAddressFromAName() {
        assertEquals("127.0.0.1", Target.of("http://127.0.0.1/").literalAddress().orElseThrow().getHostAddress());
        assertTrue(Target.of("http://[::1]/").literalAddress().orElseThrow().isLoopbackAddress());
        assertTrue(Target.of("http://localhost/").literalAddress().isEmpty());
    }
}
