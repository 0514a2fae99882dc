package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides how a body is read: by what it is, helped by what its label says. What nobody here understands is left out.
 */
final class BodyRedactor {
    private static final int FREE_CHARACTERS = 1_024;
    /** What some servers put before JSON so that no script can load it. */
    private static final Pattern GUARD = Pattern
            .compile("\\s*(?:\\)\\]\\}'?,?|while\\s*\\(1\\);|for\\s*\\(;;\\);)\\s*(?=[{\\[])");
    private static final Pattern SCALAR = Pattern.compile("\\s*(?:\"|-?\\d|(?:true|false|null)\\s*$)");

    private final ValueRedactor values;
    private final MultipartRedactor multiparts;

    BodyRedactor(NameMatcher names, ValueRedactor values, HeaderRedactor headers) {
        this.values = values;
        this.multiparts = new MultipartRedactor(names, headers, this);
    }

    RedactedBody redact(BodySource source, int limit) {
        MediaType type = MediaType.of(source.contentType());
        String digest = source.sha256() == null && source.bytes().length == source.originalSize()
                ? Digests.sha256(source.bytes())
                : source.sha256();
        boolean captured = source.bytes().length >= source.originalSize();
        if (source.originalSize() == 0) {
            return new RedactedBody(null, type.name(), 0, digest, false, null, 0);
        }
        Masking masking = new Masking(limit);
        ContentCoding decoded = ContentCoding.decode(source.bytes(), source.contentEncoding(), !captured, limit);
        Content content = decoded.bytes() == null
                ? Content.omitted("content coding")
                : decoded.bytes().length == 0
                        ? Content.omitted("not captured")
                        : content(decoded.bytes(), type, decoded.cut(), masking);
        String text = content.text() == null ? null : StorableText.ofBody(bounded(content.text(), limit));
        boolean shortened = text != null
                && (decoded.cut() || content.omitted() != null || text.length() < content.text().length());
        return new RedactedBody(text, type.name(), source.originalSize(), digest, shortened, content.omitted(),
                masking.masked());
    }

    Content content(byte[] bytes, MediaType type, boolean cut, Masking masking) {
        if (type.kind() == MediaType.Kind.OPAQUE) {
            return Content.omitted(
                    type.name().equals("text/html") ? "html" : type.name().equals("text/csv") ? "csv" : "not understood");
        }
        if (type.kind() == MediaType.Kind.MULTIPART) {
            return multiparts.redact(bytes, type, cut, masking);
        }
        String text = BodyText.decode(bytes, type.parameter("charset"), cut);
        if (text == null) {
            return Content.omitted("charset");
        }
        if (!BodyText.isReadable(text)) {
            return Content.omitted("binary");
        }
        if (!JsonLooks.startsLikeJson(text, 0) && MultipartRedactor.looksLikeMultipart(text)) {
            return multiparts.redact(text.getBytes(StandardCharsets.UTF_8), type, cut, masking);
        }
        return Markup.isHtml(text) ? Content.omitted("html") : text(text, type.kind(), cut, masking);
    }

    private Content text(String text, MediaType.Kind kind, boolean cut, Masking masking) {
        int start = JsonLooks.startsLikeJson(text, 0) ? 0 : afterGuard(text);
        boolean free = kind == MediaType.Kind.TEXT || kind == MediaType.Kind.UNKNOWN;
        if (JsonLooks.startsLikeJson(text, start) || kind == MediaType.Kind.JSON && SCALAR.matcher(text).lookingAt()) {
            Content json = json(text, start, free, cut, masking);
            if (json != null) {
                return json;
            }
        }
        if (XmlWalk.startsLikeXml(text)) {
            return xml(text, cut, masking);
        }
        if (kind == MediaType.Kind.FORM || PairsRedactor.looksLikePairs(text.strip())) {
            String pairs = values.pairs().redact(text, cut, masking);
            boolean encoded = text.strip().chars().noneMatch(Character::isWhitespace);
            return Content.of(encoded ? pairs : values.redact(pairs, masking));
        }
        return free ? Content.of(values.redact(cut ? CutText.withoutTail(text) : text, masking)) : Content.omitted("malformed");
    }

    private static int afterGuard(String text) {
        Matcher guard = GUARD.matcher(text);
        return guard.lookingAt() ? guard.end() : 0;
    }

    /** Null when free text only starts like JSON. */
    private Content json(String text, int start, boolean free, boolean cut, Masking masking) {
        int before = masking.masked();
        JsonWalk json = values.json(text, start, cut, masking);
        if (json.all() || cut && json.endedEarly()) {
            return Content.of(json.result());
        }
        if (free && (json.hasRoot() || !JsonLooks.startsPlainly(text))) {
            masking.backTo(before);
            return null;
        }
        return new Content(json.result(), json.problem());
    }

    private Content xml(String text, boolean cut, Masking masking) {
        XmlWalk xml = values.xml(text, masking);
        return xml.all() || cut ? Content.of(xml.result()) : new Content(xml.result(), xml.problem());
    }

    /** Encoding a redacted value again can make it longer; what is redacted can be cut anywhere. */
    private static String bounded(String text, int limit) {
        int longest = (int) Math.min(Integer.MAX_VALUE, 2L * limit + FREE_CHARACTERS);
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
