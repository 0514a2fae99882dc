package dev.steward.kit.recording.redaction;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One entry of redaction-cases.json: an exchange, the secrets in it, and what has to be left of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RedactionCase(String name, String contentType, List<List<String>> headers, String url, String route, String body,
        String bodyBase64,
        Thrown exception, List<String> secrets, List<String> mustKeep, int maxBodyBytes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Thrown(String type, String message) {}

    static List<RedactionCase> all() {
        return Stream.of("/redaction-cases.json", "/more-redaction-cases.json").flatMap(file -> of(file).stream()).toList();
    }

    private static List<RedactionCase> of(String file) {
        try (InputStream cases = RedactionCase.class.getResourceAsStream(file)) {
            return JSON.readValue(cases, new TypeReference<>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that would leave the process, as JSON. */
    String recordedBy(Redactor redactor) {
        Map<String, Object> exchange = new LinkedHashMap<>();
        exchange.put("url", redactor.url(url, route));
        exchange.put("headers", redactor.headers(headers.stream().map(pair -> new Header(pair.get(0), pair.get(1))).toList()));
        exchange.put("body", redactor.body(source(), maxBodyBytes));
        if (exception != null) {
            exchange.put("exceptionType", exception.type());
            exchange.put("exceptionMessage", redactor.text(exception.message()));
        }
        try {
            return JSON.writeValueAsString(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BodySource source() {
        byte[] bytes = bodyBase64 != null
                ? Base64.getDecoder().decode(bodyBase64)
                : body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return BodySource.complete(bytes, contentType, header("content-encoding"));
    }

    private String header(String wanted) {
        return headers.stream().filter(pair -> pair.get(0).equalsIgnoreCase(wanted)).map(pair -> pair.get(1)).findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return name;
    }
}
