package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionRulesTest {
    private static final RedactionRules DEFAULTS = RedactionRules.defaults();

    @ParameterizedTest
    @ValueSource(strings = {
            "password", "userPassword", "legacy_password", "secret", "token", "access_token", "api-key", "authorization",
            "cookie", "set-cookie",
            "card_number", "cvv", "iban", "pin", "otp", "client_secret", "session_id", "proxy-authorization", "refreshToken",
            "idToken", "fooSecret", "p_assword", "to-ken", "a.p.i.k.e.y", "2fa", "Пароль",
    })
    void defaultsCannotBeAllowed(String name) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> DEFAULTS.withAllowed(List.of(name)));
        assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", ".*", "a?", ""})
    void refusesPatternsThatCannotWork(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withPatterns(List.of(pattern)));
    }

    @Test
    void refusesNamesWithoutLetters() {
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withNames(List.of("123")));
    }

    @Test
    void versionTellsRulesApart() {
        RedactionRules some = DEFAULTS.withNames(List.of("a", "b")).withPatterns(List.of("x+", "y"));
        RedactionRules same = DEFAULTS.withPatterns(List.of("y")).withNames(List.of("b", "a")).withPatterns(List.of("x+"));
        assertEquals(some.version(), same.version());
        assertNotEquals(some.version(), DEFAULTS.version());
        assertNotEquals(DEFAULTS.withNames(List.of("a")).version(), DEFAULTS.withAllowed(List.of("a")).version());
        assertTrue(DEFAULTS.version().matches("[0-9a-f]{12}"));
    }

    @Test
    void versionIsNoMatterOfLineBreaks() {
        assertNotEquals(DEFAULTS.withNames(List.of("a", "b")).version(), DEFAULTS.withNames(List.of("a\nb")).version());
        assertNotEquals(DEFAULTS.withPatterns(List.of("x")).version(), DEFAULTS.withPatterns(List.of("y")).version());
    }

    @Test
    void allowedPartOfAPairTakesNothingAway() {
        Redactor redactor = new Redactor(DEFAULTS.withAllowed(List.of("number", "key", "id", "code")));
        byte[] json = "{\"card\":{\"number\":\"1\"},\"api\":{\"key\":\"2\"},\"session\":{\"id\":\"3\"},\"id\":4}".getBytes();
        assertEquals("{\"card\":{\"number\":\"***\"},\"api\":{\"key\":\"***\"},\"session\":{\"id\":\"***\"},\"id\":4}",
                redactor.body(BodySource.complete(json, "application/json", null), 1_000).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/x-protobuf", "application/msgpack", "text/html"})
    void whatIsNotUnderstoodIsTypeSizeAndDigest(String type) {
        byte[] body = "\n\u0005bob\u0012\u0008Zq9".getBytes();
        RedactedBody redacted = new Redactor(DEFAULTS).body(BodySource.complete(body, type, null), 1_000);
        String reason = type.equals("text/html") ? "html" : "not understood";
        assertEquals(new RedactedBody(null, type, body.length, Digests.sha256(body), false, reason, 0), redacted);
    }

    @Test
    void patternsMaskInEveryKindOfValue() {
        Redactor redactor = new Redactor(DEFAULTS.withPatterns(List.of("KD-\\d+")));
        assertEquals("see *** and ***", redactor.text("see KD-1 and KD-22").value());
        assertEquals("/customers/***?x=***", redactor.url("/customers/KD-1?x=KD-22").value());
        byte[] json = "{\"a\":\"KD-1\",\"b\":[\"x KD-22\"]}".getBytes();
        assertEquals("{\"a\":\"***\",\"b\":[\"x ***\"]}",
                redactor.body(BodySource.complete(json, "application/json", null), 1_000).text());
    }

    @Test
    void patternThatBacktracksCostsItsValueOnly() {
        Redactor redactor = new Redactor(DEFAULTS.withPatterns(List.of("(a+)+b")));
        String text = "a".repeat(5_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals("***", redactor.text(text).value()));
    }
}
