package dev.steward.observability.ingest;

import static dev.steward.observability.ObservabilityError.BATCH_TOO_LARGE;
import static dev.steward.observability.ObservabilityError.NOT_A_BATCH;
import static dev.steward.observability.ObservabilityError.UNKNOWN_ENCODING;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
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

/** Reads a batch, each element by itself: one bad record does not cost the others. */
@Singleton
class BatchReader {
    private static final int READ_AT_ONCE = 8192;

    private final ObjectReader reader;
    private final IngestConfig config;

    BatchReader(ObjectMapper json, IngestConfig config) {
        this.reader = json.readerFor(Exchange.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.config = config;
    }

    /**
     * @param encoding
     *            the Content-Encoding, or null
     */
    List<Element> read(byte[] body, String encoding) {
        byte[] batch = decoded(body, encoding);
        if (batch.length > config.batchSize().asLongValue()) {
            throw tooLarge(config.batchSize().asLongValue() + " bytes, decompressed");
        }
        List<Elements.Slice> slices = Elements.of(batch, config.batchRecords());
        if (slices == null) {
            throw notABatch(null);
        }
        if (slices.size() > config.batchRecords()) {
            throw tooLarge(config.batchRecords() + " records");
        }
        List<Element> elements = new ArrayList<>(slices.size());
        slices.forEach(slice -> elements.add(element(elements.size(), batch, slice)));
        return elements;
    }

    private byte[] decoded(byte[] body, String encoding) {
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> decompressed(body);
            default -> throw new ProblemException(UNKNOWN_ENCODING, "Send the batch plain or as gzip.");
        };
    }

    /** One byte more than a batch may have, and no more: a megabyte of compressed zeros is a gigabyte. */
    private byte[] decompressed(byte[] body) {
        try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(body), READ_AT_ONCE)) {
            return input.readNBytes(Math.toIntExact(config.batchSize().asLongValue()) + 1);
        } catch (IOException e) {
            throw notABatch(e);
        }
    }

    private Element element(int index, byte[] batch, Elements.Slice slice) {
        try {
            Exchange exchange = reader.readValue(batch, slice.from(), slice.length());
            return exchange == null ? new Element.Unreadable(index, "record: is null") : new Element.Readable(index, exchange);
        } catch (JsonMappingException e) {
            return new Element.Unreadable(index, pathOf(e) + ": has the wrong shape or type");
        } catch (IOException e) {
            return new Element.Unreadable(index, "record: is no JSON in UTF-8, or nested too deeply");
        }
    }

    private static String pathOf(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "record" : path.startsWith(".") ? path.substring(1) : path;
    }

    private static ProblemException notABatch(IOException cause) {
        return new ProblemException(NOT_A_BATCH, "The body must be a JSON array of exchanges in UTF-8, plain or gzip.", cause);
    }

    private static ProblemException tooLarge(String bound) {
        return new ProblemException(BATCH_TOO_LARGE, "A batch holds at most %s.".formatted(bound));
    }
}
