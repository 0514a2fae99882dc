package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.capture.BodyTee;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.redaction.BodySource;
import dev.steward.kit.recording.redaction.Header;
import dev.steward.kit.recording.redaction.RedactedBody;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/** What a capture saw of the two messages, in the redactor's terms; headers as they were, bodies redacted. */
final class Messages {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";
    private static final int USUAL_FIELDS = 24;

    private final Capture capture;
    private final Redactors.Rules rules;

    Messages(Capture capture, Redactors.Rules rules) {
        this.capture = capture;
        this.rules = rules;
    }

    List<Header> requestHeaders() {
        return fields(capture.requestHeaders());
    }

    List<Header> responseHeaders() {
        return fields(capture.responseHeaders());
    }

    /** Nobody reads a body for the recording's sake, so that of a refused request was often never seen. */
    RedactedBody requestBody() {
        MultiMap headers = capture.requestHeaders();
        long announced = announced(headers);
        boolean unread = !capture.requestRead() && (announced > 0 || headers.contains(TRANSFER_ENCODING));
        if (unread && capture.requestBody().size() == 0) {
            return unseen(announced, "not read");
        }
        return redacted(capture.requestBody(), headers, unread ? announced : 0);
    }

    RedactedBody responseBody() {
        return capture.fileSent()
                ? unseen(capture.bytesWritten(), "file")
                : redacted(capture.responseBody(), capture.responseHeaders(), 0);
    }

    private RedactedBody redacted(BodyTee body, MultiMap headers, long announced) {
        boolean whole = body.size() >= announced;
        BodySource source = new BodySource(body.kept(), headers.get(CONTENT_TYPE), headers.get(CONTENT_ENCODING),
                Math.max(body.size(), announced), whole ? body.sha256() : null);
        return rules.redactor().body(source, rules.bodyLimit());
    }

    private static RedactedBody unseen(long size, String reason) {
        return new RedactedBody(null, null, size, null, false, reason, 0);
    }

    private static long announced(MultiMap headers) {
        String length = headers.get(CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<Header> fields(MultiMap headers) {
        List<Header> fields = new ArrayList<>(USUAL_FIELDS);
        headers.forEach((name, value) -> fields.add(new Header(name, value)));
        return fields;
    }
}
