package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Redaction;
import dev.steward.kit.recording.redaction.BodySource;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.mutiny.core.buffer.Buffer;

/**
 * Keeps the status and the beginning of a response, without its secrets, and counts the rest, as far as it is worth
 * reading. The status is the answer, whatever becomes of the body; who gives up waiting for that asks from another
 * thread.
 */
final class ResponseExcerpt {
    private static final int KEPT = 2048;

    // Reading a little further lets the connection be used again; beyond that, closing it is cheaper.
    private static final int READ = 65_536;

    private final Buffer kept = Buffer.buffer();
    private Integer status;
    private String contentType;
    private String contentEncoding;
    private String retryAfter;
    private int size;
    private boolean whole;
    private String text;

    synchronized void begin(int status, MultiMap headers) {
        this.status = status;
        this.contentType = headers.get(HttpHeaders.CONTENT_TYPE);
        this.contentEncoding = headers.get(HttpHeaders.CONTENT_ENCODING);
        this.retryAfter = headers.get(HttpHeaders.RETRY_AFTER);
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

    /** The answer, all of which has come, or as much as is worth reading. */
    synchronized Outcome whole() {
        whole = true;
        return answerOr(null);
    }

    /** The other outcome where there is no status yet. */
    synchronized Outcome answerOr(Outcome other) {
        return status == null ? other : new Outcome.Answered(status, text(), retryAfter);
    }

    /** Worked out once, as it takes longer than all else here: what comes after is too late. */
    synchronized String text() {
        if (text == null) {
            text = kept.length() == 0 ? "" : Redaction.body(source(), KEPT);
        }
        return text;
    }

    /** Of what broke off nobody knows how much is missing, and so whether its last word is one half of a secret. */
    private BodySource source() {
        return new BodySource(kept.getBytes(), contentType, contentEncoding, whole ? size : size + 1, null);
    }
}
