package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.capture.BodyTee;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.redaction.BodySource;
import dev.steward.kit.recording.redaction.Header;
import dev.steward.kit.recording.redaction.RedactedBody;
import java.util.List;

/** What a capture saw of the two messages, in the redactor's terms: its bodies, redacted. */
final class Messages {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final String CONTENT_LENGTH = "Content-Length";
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";

    private final Capture capture;
    private final Redactors.Rules rules;

    Messages(Capture capture, Redactors.Rules rules) {
        this.capture = capture;
        this.rules = rules;
    }

    /** Nobody reads a body for the recording's sake, so that of a refused request was often never seen. */
    RedactedBody requestBody() {
        List<Header> headers = capture.heads().request();
        long announced = announced(headers);
        boolean unread = !capture.requestRead() && (announced > 0 || value(headers, TRANSFER_ENCODING) != null);
        if (unread && capture.requestBody().size() == 0) {
            return unseen(announced, "not read");
        }
        return redacted(capture.requestBody(), headers, value(headers, CONTENT_ENCODING), unread ? announced : 0);
    }

    RedactedBody responseBody() {
        return capture.fileSent()
                ? unseen(capture.bytesWritten(), "file")
                : redacted(capture.responseBody(), capture.heads().response(), capture.responseEncoding(), 0);
    }

    private RedactedBody redacted(BodyTee body, List<Header> headers, String encoding, long announced) {
        boolean whole = body.size() >= announced;
        BodySource source = new BodySource(body.kept(), value(headers, CONTENT_TYPE), encoding,
                Math.max(body.size(), announced), whole ? body.sha256() : null);
        return rules.redactor().body(source, rules.bodyLimit());
    }

    /** The value of the first field of that name, or null. */
    static String value(List<Header> headers, String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    private static RedactedBody unseen(long size, String reason) {
        return new RedactedBody(null, null, size, null, false, reason, 0);
    }

    private static long announced(List<Header> headers) {
        String length = value(headers, CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
