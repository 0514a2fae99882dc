package dev.steward.dispatcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.steward.kit.recording.redaction.BodySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource({
            "https://crm.test/orders?page=2,           https://crm.test/orders?page=2",
            "https://crm.test:443,                     https://crm.test:443",
            "https://me:s3cret@crm.test/orders,        https://***@crm.test/orders",
            "https://crm.test/a?token=s3cret&x=1,      https://crm.test/a?token=***&x=1",
            "https://crm.test/a?X-Api-Key=s3cret,      https://crm.test/a?X-Api-Key=***"})
    void showsAUriWithoutItsSecrets(String uri, String shown) {
        assertEquals(shown, Redaction.uri(uri));
    }

    @Test
    void saysASentenceWithoutItsSecrets() {
        assertFalse(Redaction.text("Failed to resolve https://me:s3cret@crm.test/?password=s3cret").contains("s3cret"));
        assertEquals("Connection refused: /127.0.0.1:81", Redaction.text("Connection refused: /127.0.0.1:81"));
    }

    @Test
    void keepsAsMuchOfABodyAsIsAllowedAndCutsNoCharacterInTwo() {
        assertEquals("", body("", "text/plain", null));
        assertEquals("fine", body("fine", "text/plain", null));
        assertEquals("x".repeat(15) + "\uFFFD", body("x".repeat(15) + "\uD83D\uDE00 and more", "text/plain", null));
    }

    @Test
    void leavesOutWhatNobodyCanBeSureAbout() throws IOException {
        assertEquals("[omitted: html]", body("<html>s3cret</html>", "text/html", null));
        assertEquals("[omitted: content coding]", body("s3cret", "text/plain", "br"));
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write("{\"pin\": \"1234\"}".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("{\"pin\": \"***\"}",
                Redaction.body(BodySource.complete(zipped.toByteArray(), "application/json", "gzip"), 16));
    }

    private static String body(String text, String type, String coding) {
        return Redaction.body(BodySource.complete(text.getBytes(StandardCharsets.UTF_8), type, coding), 16);
    }
}
