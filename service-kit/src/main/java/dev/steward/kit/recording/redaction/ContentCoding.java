package dev.steward.kit.recording.redaction;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A body after its content codings are undone, up to a limit: a bomb costs what is kept of it.
 *
 * @param bytes
 *            null when a coding is unknown or not what it says
 * @param cut
 *            whether the end is missing
 */
record ContentCoding(byte[] bytes, boolean cut) {
    private static final int MAX_CODINGS = 3;
    private static final int CHUNK = 4_096;
    private static final ContentCoding UNKNOWN = new ContentCoding(null, true);

    static ContentCoding decode(byte[] bytes, String contentEncoding, boolean cut, int limit) {
        ContentCoding decoded = new ContentCoding(bytes.length > limit ? Arrays.copyOf(bytes, limit) : bytes,
                cut || bytes.length > limit);
        if (contentEncoding == null || contentEncoding.isBlank()) {
            return decoded;
        }
        List<String> codings = codings(contentEncoding);
        if (codings.size() > MAX_CODINGS) {
            return UNKNOWN;
        }
        for (String coding : codings.reversed()) {
            decoded = decoded.bytes == null ? UNKNOWN : decoded.undo(coding, limit);
        }
        return decoded;
    }

    private static List<String> codings(String contentEncoding) {
        return Arrays.stream(NameWords.lower(contentEncoding).split(",", MAX_CODINGS + 2)).map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity")).toList();
    }

    private ContentCoding undo(String coding, int limit) {
        try {
            return switch (coding) {
                case "gzip", "x-gzip" -> read(new GZIPInputStream(new ByteArrayInputStream(bytes)), limit);
                case "deflate" -> inflate(limit);
                default -> UNKNOWN;
            };
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private ContentCoding inflate(int limit) {
        boolean zlib = bytes.length > 1 && (bytes[0] & 0x0F) == 8 && ((bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        try {
            return read(new InflaterInputStream(new ByteArrayInputStream(bytes), inflater), limit);
        } finally {
            inflater.end();
        }
    }

    private ContentCoding read(InputStream stream, int limit) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(Math.min(limit, CHUNK));
        byte[] chunk = new byte[CHUNK];
        try (stream) {
            int read = 0;
            while (decoded.size() < limit && (read = stream.read(chunk, 0, Math.min(CHUNK, limit - decoded.size()))) >= 0) {
                decoded.write(chunk, 0, read);
            }
            boolean more = decoded.size() == limit && stream.read() >= 0;
            return new ContentCoding(decoded.toByteArray(), cut || more);
        } catch (IOException e) {
            return decoded.size() == 0 ? UNKNOWN : new ContentCoding(decoded.toByteArray(), true);
        }
    }
}
