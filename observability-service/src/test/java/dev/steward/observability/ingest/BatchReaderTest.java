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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    private final BatchReader reader = new BatchReader(json, AdmissionTest.Settings.usual());
    private final IngestConfig roomy = new AdmissionTest.Settings(3, AdmissionTest.memory(100_000), AdmissionTest.memory(100),
            Duration.ofDays(90), Duration.ofMinutes(10));
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
    void whatIsNoJsonCostsItsElementOnly() {
        String good = record("internal", Instant.EPOCH).toString();
        byte[] invalid = ("[\"??\", " + good + "]").getBytes(StandardCharsets.UTF_8);
        invalid[2] = (byte) 0xff;
        invalid[3] = (byte) 0xfe;
        assertReadsTheSecond(invalid);
        for (String broken : List.of("{\"id\": nonsense}", "{} {}", "tru", "}}",
                "{\"a\": " + "[".repeat(2000) + "]".repeat(2000) + "}",
                good.replace("1500", "1".repeat(2000)), "{\"" + "n".repeat(60_000) + "\": 1}", "{\"a\": \"\\q\"}",
                "{'a': 1}")) {
            assertReadsTheSecond(utf8("[" + broken + ", " + good + "]"));
        }
    }

    private void assertReadsTheSecond(byte[] batch) {
        List<Element> elements = new BatchReader(json, roomy).read(batch, null);
        assertInstanceOf(Element.Unreadable.class, elements.get(0), () -> new String(batch, StandardCharsets.UTF_8));
        assertInstanceOf(Element.Readable.class, elements.get(1), () -> new String(batch, StandardCharsets.UTF_8));
    }

    @Test
    void refusesWhatIsNoBatch() {
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8("{}"), null);
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8(""), null);
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8("[{\"id\":"), null);
        assertRefuses(ObservabilityError.NOT_A_BATCH, utf8("[]"), "gzip");
        byte[] cut = gzip(utf8(two.toString()));
        assertRefuses(ObservabilityError.NOT_A_BATCH, Arrays.copyOf(cut, cut.length - 20), "gzip");
        assertRefuses(ObservabilityError.NOT_A_BATCH, Arrays.copyOf(cut, cut.length - 4), "gzip");
        for (String broken : List.of("[".repeat(5000), "[{\"a\": \"]", "[1,]", "[,]", "[1", "[1}", "[1 2", "[] []", "[\"\\\"]",
                "{\"a\":[]}",
                "\ufeff[]", "null", "[{]")) {
            assertRefuses(ObservabilityError.NOT_A_BATCH, utf8(broken), null);
        }
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
