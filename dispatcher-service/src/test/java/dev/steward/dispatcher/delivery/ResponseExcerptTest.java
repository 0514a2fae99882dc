package dev.steward.dispatcher.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ResponseExcerptTest {
    private final ResponseExcerpt excerpt = new ResponseExcerpt();

    @Test
    void keepsAShortResponse() {
        assertTrue(excerpt.take(Buffer.buffer("all ")));
        assertTrue(excerpt.take(Buffer.buffer("well ✓")));

        assertEquals("all well ✓", whole());
        assertFalse(excerpt.isCut());
    }

    @Test
    void keepsTwoKibibytesAndReadsSixtyFour() {
        for (int i = 0; i < 64; i++) {
            assertTrue(excerpt.take(Buffer.buffer("x words ".repeat(128))));
        }
        assertFalse(excerpt.take(Buffer.buffer("y")));

        assertTrue(excerpt.isCut());
        assertTrue(whole().startsWith("x words ".repeat(255)), excerpt::text);
        assertTrue(excerpt.text().length() <= 2048);
    }

    @Test
    void endsWithTheLastWordThatIsWhole() {
        excerpt.take(Buffer.buffer("x words ".repeat(255) + "x and €uro"));

        assertEquals("x words ".repeat(255) + "x and", whole());
    }

    @Test
    void losesTheLastWordOfWhatBrokeOff() {
        excerpt.take(Buffer.buffer("all but half"));

        assertEquals("all but", excerpt.text());
    }

    @Test
    void isEmptyWhereNothingCame() {
        assertEquals("", excerpt.text());
    }

    @Test
    void leavesOutBytesThatAreNoText() {
        excerpt.take(Buffer.buffer(new byte[]{'a', 0, (byte) 0xFF, 'b'}));

        assertEquals("[omitted: binary]", whole());
    }

    @Test
    void isWithoutTheSecretsThatItsTypeShows() {
        excerpt.begin(500, MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json"));
        excerpt.take(Buffer.buffer("{\"code\": 17, \"password\": \"s3cret\"}"));

        assertEquals(new Outcome.Answered(500, "{\"code\": 17, \"password\": \"***\"}"), excerpt.whole());
    }

    private String whole() {
        excerpt.begin(200, MultiMap.caseInsensitiveMultiMap());
        return ((Outcome.Answered) excerpt.whole()).excerpt();
    }
}
