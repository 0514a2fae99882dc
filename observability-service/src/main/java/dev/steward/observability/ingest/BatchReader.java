package dev.steward.observability.ingest;

import static dev.steward.observability.ObservabilityError.BATCH_TOO_LARGE;
import static dev.steward.observability.ObservabilityError.NOT_A_BATCH;
import static dev.steward.observability.ObservabilityError.UNKNOWN_ENCODING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.steward.kit.problem.ProblemException;
import dev.steward.observability.exchange.Exchange;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Reads a batch, and goes on after an element that it cannot read: one bad record does not cost the others. */
@Singleton
class BatchReader {
    private final ObjectMapper json;
    private final ObjectReader reader;
    private final IngestConfig config;

    BatchReader(ObjectMapper json, IngestConfig config) {
        this.json = json;
        this.reader = json.readerFor(Exchange.class);
        this.config = config;
    }

    /**
     * @param encoding
     *            the Content-Encoding, or null
     */
    List<Element> read(byte[] body, String encoding) {
        try (InputStream input = decoded(body, encoding); JsonParser parser = json.createParser(input)) {
            return elements(parser);
        } catch (IOException e) {
            throw new ProblemException(NOT_A_BATCH, "The body must be a JSON array of exchanges in UTF-8, plain or gzip.", e);
        }
    }

    private InputStream decoded(byte[] body, String encoding) throws IOException {
        var bytes = new ByteArrayInputStream(body);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> new BoundedInput(bytes, config.batchSize().asLongValue());
            case "gzip", "x-gzip" -> new BoundedInput(new GZIPInputStream(bytes, 8192), config.batchSize().asLongValue());
            default -> throw new ProblemException(UNKNOWN_ENCODING, "Send the batch plain or as gzip.");
        };
    }

    private List<Element> elements(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new ProblemException(NOT_A_BATCH, "The body must be a JSON array.");
        }
        List<Element> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() == config.batchRecords()) {
                throw new ProblemException(BATCH_TOO_LARGE,
                        "A batch holds at most %d records.".formatted(config.batchRecords()));
            }
            elements.add(element(elements.size(), parser));
        }
        return elements;
    }

    /** Copied first, so that the parser stands behind it whatever it holds. */
    private Element element(int index, JsonParser parser) throws IOException {
        try (TokenBuffer tokens = new TokenBuffer(parser)) {
            tokens.copyCurrentStructure(parser);
            Exchange exchange = reader.readValue(tokens.asParserOnFirstToken());
            return exchange == null ? new Element.Unreadable(index, "null") : new Element.Readable(index, exchange);
        } catch (JsonMappingException e) {
            return new Element.Unreadable(index, pathOf(e) + ": has the wrong shape or type");
        }
    }

    private static String pathOf(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "record" : path.startsWith(".") ? path.substring(1) : path;
    }
}
