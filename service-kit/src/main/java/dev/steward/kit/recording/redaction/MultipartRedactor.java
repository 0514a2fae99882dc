package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Redacts multipart bodies part by part; what was uploaded as a file is never shown. */
final class MultipartRedactor {
    private static final Pattern FORM_DATA = Pattern.compile("\nContent-Disposition:\\s*form-data", Pattern.CASE_INSENSITIVE);
    private static final int MAX_PARTS = 100;
    private static final int LONGEST_DELIMITER = 200;
    private static final Set<String> PLAIN_ENCODINGS = Set.of("", "7bit", "8bit", "binary");

    private final NameMatcher names;
    private final HeaderRedactor headers;
    private final BodyRedactor bodies;

    MultipartRedactor(NameMatcher names, HeaderRedactor headers, BodyRedactor bodies) {
        this.names = names;
        this.headers = headers;
        this.bodies = bodies;
    }

    /** Whether a text is multipart, whatever its label says. */
    static boolean looksLikeMultipart(String text) {
        int line = text.startsWith("--") ? text.indexOf('\n') : -1;
        return line > 0 && line < LONGEST_DELIMITER && text.regionMatches(true, line + 1, "Content-", 0, 8)
                || FORM_DATA.matcher(text).find();
    }

    Content redact(byte[] bytes, MediaType type, boolean cut, Masking masking) {
        String body = new String(bytes, StandardCharsets.ISO_8859_1);
        String boundary = type.parameter("boundary");
        String delimiter = boundary == null || boundary.isEmpty() ? firstLine(body) : "--" + boundary;
        int start = delimiter.length() < 3 ? -1 : delimiterAt(body, delimiter, 0);
        if (start < 0 || !masking.enterLayer()) {
            return Content.omitted("malformed");
        }
        StringBuilder result = new StringBuilder(body.length());
        for (int parts = 0; start >= 0 && !isLast(body, start + delimiter.length()); parts++) {
            int from = Math.min(body.length(), TextLines.end(body, start + delimiter.length(), '\n') + 1);
            int next = delimiterAt(body, delimiter, from);
            if (parts == MAX_PARTS) {
                return new Content(result.toString(), "too many parts");
            }
            result.append(delimiter).append("\r\n");
            part(result, MultipartPart.read(body, afterBreak(body, from), next < 0 ? body.length() : beforeBreak(body, next)),
                    next < 0, masking);
            start = next;
        }
        masking.leaveLayer();
        boolean complete = start >= 0;
        return complete || cut
                ? Content.of(complete ? result.append(delimiter).append("--\r\n").toString() : result.toString())
                : new Content(result.toString(), "malformed");
    }

    private void part(StringBuilder result, MultipartPart part, boolean cut, Masking masking) {
        if (part == null) {
            return;
        }
        for (Header header : part.headers()) {
            Header redacted = headers.redact(header, masking);
            result.append(redacted.name()).append(": ").append(redacted.value()).append("\r\n");
        }
        result.append("\r\n").append(content(part, cut, masking)).append("\r\n");
    }

    private String content(MultipartPart part, boolean cut, Masking masking) {
        byte[] bytes = part.content().getBytes(StandardCharsets.ISO_8859_1);
        List<String> partNames = part.names();
        if (!part.fileNames().isEmpty()) {
            return omitted("file", bytes, cut);
        }
        if (partNames.stream().anyMatch(name -> names.verdict(name).masks(part.content()))) {
            return bytes.length == 0 ? "" : masking.mask(part.content());
        }
        if (!PLAIN_ENCODINGS.contains(part.encoding())) {
            return omitted("transfer encoding", bytes, cut);
        }
        MediaType type = MediaType.of(part.contentType() == null ? "text/plain" : part.contentType());
        Content content = bodies.content(bytes, type, cut, masking);
        String text = content.text() == null ? "" : content.text();
        return content.omitted() == null ? text : text + omitted(content.omitted(), bytes, cut);
    }

    private static String omitted(String reason, byte[] bytes, boolean cut) {
        return "[omitted: %s, %s%d bytes]".formatted(reason, cut ? "more than " : "", bytes.length);
    }

    private static String firstLine(String body) {
        String line = body.substring(0, TextLines.end(body, 0, '\n'));
        return line.startsWith("--") && line.length() < LONGEST_DELIMITER ? line.stripTrailing() : "";
    }

    /** The next delimiter that starts a line and fills it; -1 if there is none. */
    private static int delimiterAt(String body, String delimiter, int from) {
        for (int at = body.indexOf(delimiter, from); at >= 0; at = body.indexOf(delimiter, at + 1)) {
            int end = at + delimiter.length();
            boolean startsLine = at == 0 || body.charAt(at - 1) == '\n';
            boolean fillsLine = isLast(body, end) || body.substring(end, TextLines.end(body, end, '\n')).isBlank();
            if (startsLine && fillsLine) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isLast(String body, int end) {
        return body.startsWith("--", end);
    }

    private static int afterBreak(String body, int from) {
        return from < body.length() && body.charAt(from) == '\n' && body.charAt(from - 1) == '\r' ? from + 1 : from;
    }

    private static int beforeBreak(String body, int end) {
        int before = end > 0 && body.charAt(end - 1) == '\n' ? end - 1 : end;
        return before > 0 && body.charAt(before - 1) == '\r' ? before - 1 : before;
    }
}
