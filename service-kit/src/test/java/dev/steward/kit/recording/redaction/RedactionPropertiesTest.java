package dev.steward.kit.recording.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random bodies with a planted secret, {@code Zq9} and what follows it, that no reading of the result may show. */
class RedactionPropertiesTest {
    private static final String SECRET = "Zq9-secret-value";
    private static final List<String> SECRET_NAMES = List.of("password", "Access_Token", "api-key", "clientSecret", "cvv",
            "PIN", "userPassword2",
            "credentials");
    private static final String MARK = "Zq9";
    private static final int LIMIT = 16_384;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Redactor redactor = new Redactor(RedactionRules.defaults());

    @Property(tries = 1000)
    void jsonKeepsAllButTheSecret(@ForAll("trees") Object tree) throws JsonProcessingException {
        String body = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        RedactedBody redacted = redact(body.getBytes(StandardCharsets.UTF_8), "application/json", LIMIT * 4);
        assertEquals(JSON.valueToTree(withoutSecrets(tree)), JSON.readTree(redacted.text()), body);
        assertEquals(redacted.text(),
                redact(redacted.text().getBytes(StandardCharsets.UTF_8), "application/json", LIMIT * 4).text());
    }

    @Property(tries = 1000)
    void cutAnywhereNothingIsShown(@ForAll("bodies") Labelled body, @ForAll @IntRange(max = 400) int limit) {
        byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
        assertShowsNothing(redact(bytes, body.type(), limit), limit);
        byte[] captured = Arrays.copyOf(bytes, Math.min(limit, bytes.length));
        assertShowsNothing(redactor.body(new BodySource(captured, body.type(), null, bytes.length, null), LIMIT), LIMIT);
    }

    @Property(tries = 1000)
    void labelsThatLieShowNothing(@ForAll("bodies") Labelled body, @ForAll("charsets") String encoding,
            @ForAll("labels") String label,
            @ForAll("types") String type) {
        byte[] bytes = body.text().getBytes(Charset.forName(encoding));
        assertShowsNothing(redact(bytes, type + "; charset=" + label, LIMIT), LIMIT);
        assertShowsNothing(redact(bytes, body.type(), LIMIT), LIMIT);
    }

    @Property(tries = 1000)
    void cutAnywhereInAnyCharsetNothingIsShown(@ForAll("bodies") Labelled body, @ForAll("charsets") String encoding,
            @ForAll @IntRange(max = 1600) int limit) {
        byte[] bytes = body.text().getBytes(Charset.forName(encoding));
        byte[] captured = Arrays.copyOf(bytes, Math.min(limit, bytes.length));
        assertShowsNothing(redactor.body(new BodySource(captured, body.type(), null, bytes.length, null), LIMIT), LIMIT);
        assertShowsNothing(redact(bytes, body.type() + "; charset=" + encoding, limit), limit);
    }

    @Property(tries = 1000)
    void textHeadersAndUrlsShowNothing(@ForAll("bodies") Labelled body) {
        String text = redactor.text(body.text()).value();
        assertFalse(Leaks.shows(text, MARK), text);
        String header = redactor.headers(List.of(new Header("X-Context", body.text()))).value().toString();
        assertFalse(Leaks.shows(header, MARK), header);
        String url = redactor.url("/a?b=" + PercentCoding.encode(body.text()) + "&c=d").value();
        assertFalse(Leaks.shows(url, MARK), url);
    }

    @Property(tries = 1000)
    void layersShowNothing(@ForAll("layers") List<Layer> layers) {
        String value = "{\"password\":\"" + SECRET + "\"}";
        for (Layer layer : layers) {
            value = layer.around(value);
        }
        for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
            String body = type.endsWith("json")
                    ? JsonStrings.quote(value)
                    : type.endsWith("plain") ? value : "a=" + PercentCoding.encode(value);
            assertShowsNothing(redact(body.getBytes(StandardCharsets.UTF_8), type, LIMIT * 8), LIMIT * 8);
        }
    }

    @Property(tries = 1000)
    void noiseIsNeverAFailure(@ForAll("bodies") Labelled body, @ForAll byte[] noise, @ForAll @IntRange(max = 10_000) int seed)
            throws IOException {
        byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < noise.length && bytes.length > 0; i++) {
            bytes[Math.floorMod(seed * 31 + i * 7919, bytes.length)] = noise[i];
        }
        assertSane(redact(bytes, body.type(), LIMIT), LIMIT);
        byte[] packed = gzip(bytes);
        packed[Math.floorMod(seed, packed.length)] ^= (byte) seed;
        assertSane(redactor.body(BodySource.complete(packed, body.type(), "gzip"), LIMIT), LIMIT);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertNotNull(redactor.text(text).value());
        assertNotNull(redactor.url(text, "/a/{token}").value());
        String header = redactor.headers(List.of(new Header(text, text))).value().toString();
        assertTrue(header.chars().allMatch(c -> c >= ' '), header);
    }

    @Property(tries = 300)
    void compressedShowsNothing(@ForAll("bodies") Labelled body, @ForAll @IntRange(min = 1, max = 500) int limit)
            throws IOException {
        byte[] packed = gzip(body.text().getBytes(StandardCharsets.UTF_8));
        assertShowsNothing(redactor.body(BodySource.complete(packed, body.type(), "gzip"), limit), limit);
        assertShowsNothing(redactor.body(BodySource.complete(gzip(packed), body.type(), "gzip, x-gzip"), LIMIT), LIMIT);
    }

    @Provide
    Arbitrary<Object> trees() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).filter(text -> !text.contains("\0")).map(text -> "t" + safe(text)),
                Arbitraries.integers().between(-9999, 9999).map(i -> i), Arbitraries.of(true, false));
        Arbitrary<String> key = Arbitraries.of("a", "city", "items", "author", "tokenizer", "x y", "ä");
        Arbitrary<Object> tree = Arbitraries.recursive(() -> leaf, inner -> Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(list -> (Object) list),
                Arbitraries.maps(key, inner).ofMaxSize(4).map(map -> (Object) map),
                Combinators.combine(Arbitraries.maps(key, inner).ofMaxSize(3), secretNames(), secretValues())
                        .as(RedactionPropertiesTest::with)),
                4);
        return Combinators.combine(tree, secretNames(), secretValues())
                .as((inner, name, value) -> with(Map.of("a", inner), name, value));
    }

    @Provide
    Arbitrary<Labelled> bodies() {
        Arbitrary<String> filler = Arbitraries.of("x", "city=Wien", "ääää", "lorem ipsum dolor", "1234 5678", "{}", "\"", "<b>",
                "\u20AC\uD83D\uDE00", "%41", "&");
        return Combinators
                .combine(filler.list().ofMaxSize(5), filler.list().ofMaxSize(5), secretNames(),
                        Arbitraries.integers().between(0, Labelled.KINDS - 1))
                .as((before, after, name, kind) -> Labelled.of(String.join(" ", before), String.join(" ", after), name, SECRET,
                        kind));
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32", "UTF-32LE", "UTF-32BE",
                "X-UTF-32LE-BOM", "X-UTF-32BE-BOM", "ISO-8859-1", "windows-1252", "IBM037",
                "Shift_JIS");
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.of("utf-8", "UTF8", "utf-16", "utf-16le", "utf-32", "iso-8859-1", "ibm037", "utf-7", "klingon",
                "\"utf-8\"", "shift_jis", "");
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("application/json", "text/plain", "application/x-www-form-urlencoded", "application/xml",
                "application/x-unheard-of",
                "multipart/form-data", "nonsense", "image/png", "text/html");
    }

    @Provide
    Arbitrary<List<Layer>> layers() {
        return Arbitraries.of(Layer.class).list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<String> secretNames() {
        return Arbitraries.of(SECRET_NAMES);
    }

    private static Arbitrary<Object> secretValues() {
        return Arbitraries.of(SECRET, List.of(SECRET, 1, true), Map.of("x", SECRET, "y", List.of(SECRET)));
    }

    private static String safe(String text) {
        return text.codePoints().filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Object with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return more;
    }

    private static Object withoutSecrets(Object tree) {
        if (tree instanceof List<?> list) {
            return list.stream().map(RedactionPropertiesTest::withoutSecrets).toList();
        }
        if (tree instanceof Map<?, ?> map) {
            Map<Object, Object> rest = new LinkedHashMap<>();
            map.forEach((name, value) -> rest.put(name, SECRET_NAMES.contains(name) ? Masking.MASK : withoutSecrets(value)));
            return rest;
        }
        return tree;
    }

    private RedactedBody redact(byte[] bytes, String type, int limit) {
        return redactor.body(BodySource.complete(bytes, type, null), limit);
    }

    private static void assertShowsNothing(RedactedBody redacted, int limit) {
        assertSane(redacted, limit);
        assertFalse(Leaks.shows(redacted.toString(), MARK), redacted::toString);
    }

    private static void assertSane(RedactedBody redacted, int limit) {
        assertTrue(redacted.text() != null || redacted.omitted() != null || redacted.size() == 0, redacted::toString);
        assertTrue(redacted.text() == null || redacted.text().length() <= 2 * limit + 1024, redacted::toString);
        assertTrue(redacted.text() == null || redacted.text().equals(StorableText.ofBody(redacted.text())), redacted::toString);
        assertFalse("redaction failed".equals(redacted.omitted()), redacted::toString);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
