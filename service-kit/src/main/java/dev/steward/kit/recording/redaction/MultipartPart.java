package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a multipart body; bytes are characters here. */
record MultipartPart(List<Header> headers, String content) {
    private static final int MAX_HEADERS = 20;
    /** What RFC 2047 encodes, nobody here decodes. */
    private static final String ENCODED_WORD = "=?";
    private static final String UNREADABLE = "\uFFFD";
    private static final Pattern NAME = parameter("name");
    private static final Pattern FILE_NAME = parameter("filename");

    /** Null when the headers do not end, so that nobody knows what is content. */
    static MultipartPart read(String body, int from, int to) {
        if (from >= to) {
            return null;
        }
        List<Header> headers = new ArrayList<>(4);
        int line = from;
        while (line < to) {
            int end = Math.min(to, endOfLine(body, line));
            String text = text(body.substring(line, end)).stripTrailing();
            line = end + 1;
            if (text.isEmpty()) {
                return new MultipartPart(headers, body.substring(Math.min(line, to), to));
            }
            add(headers, text);
            if (headers.size() > MAX_HEADERS) {
                return null;
            }
        }
        return null;
    }

    /** The names of the form field: more than one where somebody hopes that two readers disagree. */
    List<String> names() {
        return parameters(NAME);
    }

    List<String> fileNames() {
        return parameters(FILE_NAME);
    }

    String contentType() {
        return value("content-type");
    }

    String encoding() {
        String encoding = value("content-transfer-encoding");
        return encoding == null ? "" : NameWords.lower(encoding.strip());
    }

    private String value(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).findFirst()
                .orElse(null);
    }

    private List<String> parameters(Pattern pattern) {
        List<String> found = new ArrayList<>(1);
        for (Header header : headers) {
            Matcher matcher = pattern.matcher(header.name().equalsIgnoreCase("content-disposition") ? header.value() : "");
            while (matcher.find()) {
                String quoted = matcher.group(1);
                String name = quoted == null ? matcher.group(2) : quoted.replace("\\", "");
                found.add(name.startsWith(ENCODED_WORD) ? UNREADABLE : PercentCoding.decodeFully(name));
            }
        }
        return found;
    }

    private static void add(List<Header> headers, String line) {
        int colon = line.indexOf(':');
        boolean folded = Character.isWhitespace(line.charAt(0)) && !headers.isEmpty();
        if (folded) {
            Header last = headers.removeLast();
            headers.add(new Header(last.name(), last.value() + " " + line.strip()));
        } else {
            headers.add(new Header(line.substring(0, Math.max(0, colon)).strip(), line.substring(colon + 1).strip()));
        }
    }

    private static int endOfLine(String body, int from) {
        int end = body.indexOf('\n', from);
        return end < 0 ? body.length() : end;
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** {@code name="x"}, {@code name=x} and {@code name*=UTF-8''x}. */
    private static Pattern parameter(String name) {
        return Pattern.compile(
                "(?:^|[;\\s])" + name
                        + "\\*?(?:\\d+\\*?)?\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,400}+)\"?|(?:[\\w-]*'[\\w-]*'(?=[^;\\s]))?([^;\\s]*))",
                Pattern.CASE_INSENSITIVE);
    }
}
