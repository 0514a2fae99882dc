package dev.steward.observability.ingest;

import static dev.steward.observability.Records.batch;
import static dev.steward.observability.Records.gzip;
import static dev.steward.observability.Records.record;
import static dev.steward.observability.Records.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.ProblemException;
import dev.steward.observability.ObservabilityError;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    private final BatchReader reader = new BatchReader(json, AdmissionTest.Settings.usual());
    private final ArrayNode two = batch(record("internal", Instant.EPOCH), record("partner", Instant.EPOCH));

    @Test
    void readsPlainAndGzip() {
        assertEquals(2, reader.read(utf8(two.toString()), null).size());
        assertEquals(2, reader.read(gzip(utf8(two.toString())), "GZIP").size());
        assertEquals(List.of(), reader.read(utf8("[]"), "identity"));
    }

    @Test
    void goesOnAfterWhatItCannotRead() {
        two.insert(1, "no object");
        List<Element> elements = reader.read(utf8(two.toString()), null);
        assertInstanceOf(Element.Readable.class, elements.get(0));
        assertEquals("record: has the wrong shape or type",
                assertInstanceOf(Element.Unreadable.class, elements.get(1)).reason());
        assertInstanceOf(Element.Readable.class, elements.get(2));
        two.removeAll().add(record("internal", Instant.EPOCH).put("startedAt", "yesterday")).addNull();
        elements = reader.read(utf8(two.toString()), null);
        assertEquals("startedAt: has the wrong shape or type",
                assertInstanceOf(Element.Unreadable.class, elements.get(0)).reason());
        assertInstanceOf(Element.Unreadable.class, elements.get(1));
    }

    @Test
    void refusesWhatIsNoBatch() {
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8("{}"), null);
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8(""), null);
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8("[{\"id\":"), null);
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8("[]"), "gzip");
        assertRefuses(ObservabilityError.NOT_A_BATCH, new byte[]{'[', '"', (byte) 0xff, (byte) 0xfe, '"', ']'}, null);
        byte[] cut = gzip(utf8(two.toString()));
        assertRefuses(ObservabilityError.NOT_A_BATCH, Arrays.copyOf(cut, cut.length - 20), "gzip");
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8("[".repeat(5000)), null);
        assertRefuses(ObservabilityError.UNKNOWN_ENCODING, utf8("[]"), "br");
    }

    @Test
    void refusesABombBeforeItGoesOff() {
        byte[] bomb = gzip(utf8("[" + " ".repeat(20_000_000) + "]"));
        assertRefuses(ObservabilityError.BATCH_TOO_LARGE, bomb, "gzip");
        assertRefuses(ObservabilityError.BATCH_TOO_LARGE, utf8("[" + " ".repeat(10_000) + "]"), null);
    }

    @Test
    void refusesTooManyRecords() {
        assertRefuses(ObservabilityError.BATCH_TOO_LARGE, utf8("[null, null, null, null]"), null);
    }

    private void assertRefuses(ErrorCode code, byte[] body, String encoding) {
        assertEquals(code, assertThrows(ProblemException.class, () -> reader.read(body, encoding)).code());
    }
}
