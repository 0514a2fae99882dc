package dev.steward.kit.recording.shipping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.steward.kit.id.Uuid7;
import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.capture.Caller;
import dev.steward.kit.recording.capture.Capture;
import dev.steward.kit.recording.redaction.Header;
import dev.steward.kit.recording.redaction.Redacted;
import dev.steward.kit.recording.redaction.RedactedBody;
import dev.steward.kit.recording.redaction.Redactor;
import dev.steward.kit.recording.redaction.StorableText;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Writes an exchange as observability-service takes it. Nothing reaches the JSON but through the redactor. It belongs
 * to the worker alone, which writes one record after the other into the same memory.
 */
@Singleton
public class RecordWriter {
    private static final int USUAL_SIZE = 16 * 1024;

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    private char[] characters = new char[USUAL_SIZE];
    private final Redactors redactors;
    private final String service;

    public RecordWriter(RecordingConfig config) {
        this.redactors = new Redactors(config);
        this.service = config.service();
    }

    /** Holds the record until the next one is written. */
    ByteArrayOutputStream write(Capture capture) {
        Redactors.Rules rules = redactors.of(capture);
        bytes.reset();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            new Writing(out, capture, rules.redactor(), new Messages(capture, rules)).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    private final class Writing {
        private final JsonGenerator out;
        private final Capture capture;
        private final Redactor redactor;
        private final Messages messages;
        private int masked;

        Writing(JsonGenerator out, Capture capture, Redactor redactor, Messages messages) {
            this.out = out;
            this.capture = capture;
            this.redactor = redactor;
            this.messages = messages;
        }

        void write() throws IOException {
            out.writeStartObject();
            out.writeStringField("id", Uuid7.at(capture.startedAt()).toString());
            out.writeStringField("api", capture.api());
            out.writeStringField("service", service);
            out.writeStringField("startedAt", capture.startedAt().toString());
            out.writeNumberField("durationMicros", capture.durationNanos() / 1000);
            out.writeStringField("traceId", capture.traceId());
            request();
            response();
            user(capture.caller());
            out.writeObjectFieldStart("sampled");
            out.writeNumberField("rate", capture.sampled().rate());
            out.writeStringField("reason", capture.sampled().reason().name().toLowerCase(Locale.ROOT));
            out.writeEndObject();
            exception(capture.thrown());
            out.writeObjectFieldStart("redaction");
            out.writeStringField("rulesVersion", redactor.rulesVersion());
            out.writeNumberField("count", masked);
            out.writeEndObject();
            out.writeEndObject();
        }

        private void request() throws IOException {
            List<Header> headers = counted(redactor.headers(capture.heads().request()));
            out.writeObjectFieldStart("request");
            out.writeStringField("method", StorableText.ofLine(capture.method().name()));
            out.writeStringField("url", counted(redactor.url(capture.heads().url(), capture.route())));
            out.writeStringField("route", capture.route());
            headers(headers);
            body(messages.requestBody());
            out.writeStringField("clientAddress", capture.clientAddress());
            out.writeStringField("userAgent", Messages.value(headers, "User-Agent"));
            out.writeEndObject();
        }

        private void response() throws IOException {
            out.writeObjectFieldStart("response");
            if (capture.status() == 0) {
                out.writeNullField("status");
            } else {
                out.writeNumberField("status", capture.status());
            }
            headers(counted(redactor.headers(capture.heads().response())));
            body(messages.responseBody());
            out.writeBooleanField("aborted", !capture.answered());
            out.writeEndObject();
        }

        private void headers(List<Header> headers) throws IOException {
            out.writeArrayFieldStart("headers");
            for (Header header : headers) {
                out.writeStartArray();
                text(header.name());
                text(header.value());
                out.writeEndArray();
            }
            out.writeEndArray();
        }

        private void body(RedactedBody body) throws IOException {
            masked += body.masked();
            out.writeObjectFieldStart("body");
            out.writeFieldName("text");
            text(body.text());
            out.writeNumberField("size", body.size());
            out.writeStringField("sha256", body.sha256());
            out.writeBooleanField("truncated", body.truncated());
            out.writeStringField("omitted", body.omitted());
            out.writeEndObject();
        }

        /** Faster than the string itself, which the generator would take character by character. */
        private void text(String text) throws IOException {
            if (text == null) {
                out.writeNull();
                return;
            }
            if (characters.length < text.length()) {
                characters = new char[text.length()];
            }
            text.getChars(0, text.length(), characters, 0);
            out.writeString(characters, 0, text.length());
        }

        private void user(Caller caller) throws IOException {
            if (caller == null) {
                out.writeNullField("user");
                return;
            }
            out.writeObjectFieldStart("user");
            out.writeStringField("id", StorableText.ofLine(caller.id()));
            out.writeArrayFieldStart("roles");
            for (String role : caller.roles()) {
                out.writeString(StorableText.ofLine(role));
            }
            out.writeEndArray();
            out.writeEndObject();
        }

        private void exception(Throwable thrown) throws IOException {
            if (thrown == null) {
                out.writeNullField("exception");
                return;
            }
            out.writeObjectFieldStart("exception");
            out.writeStringField("type", thrown.getClass().getName());
            out.writeStringField("message", thrown.getMessage() == null ? null : counted(redactor.text(thrown.getMessage())));
            out.writeStringField("stackTrace", counted(redactor.text(StackTrace.of(thrown))));
            out.writeEndObject();
        }

        private <T> T counted(Redacted<T> redacted) {
            masked += redacted.masked();
            return redacted.value();
        }
    }
}
