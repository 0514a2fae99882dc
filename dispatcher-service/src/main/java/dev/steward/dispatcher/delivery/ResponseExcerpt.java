package dev.steward.dispatcher.delivery;

import io.vertx.mutiny.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the status and the beginning of a response and counts the rest, as far as it is worth reading. The status is
 * the
 * answer, whatever becomes of the body; who gives up waiting for that asks from another thread.
 */
final class ResponseExcerpt {
    private static final int KEPT = 2048;

    // Reading a little further lets the connection be used again; beyond that, closing it is cheaper.
    private static final int READ = 65_536;

    private final Buffer kept = Buffer.buffer();
    private Integer status;
    private String retryAfter;
    private int size;

    synchronized void begin(int status, String retryAfter) {
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** False once enough was read. */
    synchronized boolean take(Buffer chunk) {
        int room = KEPT - kept.length();
        if (room > 0) {
            kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        }
        size += chunk.length();
        return !isCut();
    }

    synchronized boolean isCut() {
        return size > READ;
    }

    /** The other outcome where there is no status yet. */
    synchronized Outcome answerOr(Outcome other) {
        return status == null ? other : new Outcome.Answered(status, text(), retryAfter);
    }

    synchronized String text() {
        String text = kept.toString(StandardCharsets.UTF_8);
        // Half a character at the cut is no news to anybody, and PostgreSQL stores no NUL.
        return (size > KEPT ? text.replaceFirst("\\uFFFD+$", "") : text).replace('\0', '\uFFFD');
    }
}
