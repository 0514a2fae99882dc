package dev.steward.dispatcher.delivery;

import io.vertx.mutiny.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of a response and counts the rest, as far as it is worth reading. */
final class ResponseExcerpt {
    private static final int KEPT = 2048;

    // Reading a little further lets the connection be used again; beyond that, closing it is cheaper.
    private static final int READ = 65_536;

    private final Buffer kept = Buffer.buffer();
    private int size;

    /** False once enough was read. */
    boolean take(Buffer chunk) {
        int room = KEPT - kept.length();
        if (room > 0) {
            kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        }
        size += chunk.length();
        return !isCut();
    }

    boolean isCut() {
        return size > READ;
    }

    String text() {
        String text = kept.toString(StandardCharsets.UTF_8);
        // Half a character at the cut is no news to anybody, and PostgreSQL stores no NUL.
        return (size > KEPT ? text.replaceFirst("\\uFFFD+$", "") : text).replace('\0', '\uFFFD');
    }
}
