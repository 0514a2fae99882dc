package dev.steward.observability.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One request with its response, as every recorder sends it and every reader gets it. */
@Schema(description = "One request with its response, redacted by whoever recorded it.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Exchange(
        @Schema(required = true, description = "A UUIDv7, made by the recorder from startedAt; sending it again changes nothing.", examples = "019aaf05-a38c-7d2e-8b57-c0a1f2d4e6b8") UUID id,
        @Schema(required = true, description = "Which API it belongs to, one of those that the installation is configured with.", examples = "partner") String api,
        @Schema(required = true, description = "Who answered.", examples = "demo-shop") String service,
        @Schema(required = true, examples = "2026-03-14T09:26:53.589793Z") Instant startedAt,
        @Schema(required = true, examples = "1840") long durationMicros,
        @Schema(description = "W3C trace id, 32 hexadecimal digits.", examples = "4bf92f3577b34da6a3ce929d0e0e4736") String traceId,
        @Schema(required = true) Request request,
        @Schema(required = true) Response response,
        @Schema(description = "Who called, where the recorder knows.") User user,
        @Schema(description = "Absent: all are recorded.") Sampled sampled,
        @Schema(description = "Absent: nothing was redacted yet; then the service redacts the bodies, too.") Redaction redaction,
        @Schema(description = "The exception behind a failure: an object with at least type and message.", implementation = Object.class) JsonNode exception) {
    private static final int FIRST_FAILURE = 400;

    /** A status from 400 on, an exception, or no complete answer. */
    public boolean failed() {
        return response.aborted() || response.status() == null || response.status() >= FIRST_FAILURE || exception != null;
    }

    Exchange withoutBodies() {
        return new Exchange(id, api, service, startedAt, durationMicros, traceId,
                new Request(request.method, request.url, request.route, request.headers, request.body.withoutText(),
                        request.clientAddress, request.userAgent),
                new Response(response.status, response.headers, response.body.withoutText(), response.aborted),
                user, sampled, redaction, exception);
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Request(
            @Schema(required = true, examples = "POST") String method,
            @Schema(required = true, description = "Absolute, or from the path on; with its query, redacted.", examples = "https://shop.example/partner/articles?page=2&token=***") String url,
            @Schema(description = "The path template.", examples = "/partner/articles/{id}") String route,
            @Schema(description = "Pairs of name and value, in the order of the wire.", examples = "[[\"Accept\", \"application/json\"], [\"Authorization\", \"***\"]]") List<List<String>> headers,
            Body body,
            @Schema(examples = "203.0.113.9") String clientAddress,
            @Schema(examples = "Mozilla/5.0") String userAgent) {

        /** The URL without what is before and behind the path. */
        public String path() {
            int scheme = url.indexOf("://");
            int authority = scheme < 0 || scheme > url.indexOf('/') ? 0 : scheme + 3;
            int from = authority == 0 ? 0 : firstOf("/?#", authority);
            int to = firstOf("?#", from);
            return from == to ? "/" : url.substring(from, to);
        }

        private int firstOf(String delimiters, int from) {
            for (int i = from; i < url.length(); i++) {
                if (delimiters.indexOf(url.charAt(i)) >= 0) {
                    return i;
                }
            }
            return url.length();
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Response(
            @Schema(description = "Absent or null when the client never saw one.", examples = "201") Integer status,
            @Schema(description = "Pairs of name and value.") List<List<String>> headers,
            Body body,
            @Schema(description = "Whether the answer broke off, or never came.", defaultValue = "false") boolean aborted) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Body(
            @Schema(description = "What may be kept of it, redacted; null when that is nothing.", examples = "{\"sku\":\"A-1\",\"password\":\"***\"}") String text,
            @Schema(description = "Bytes of the original.", examples = "37") long size,
            @Schema(description = "Digest of the original in hexadecimal.") String sha256,
            @Schema(description = "Whether text leaves out the end.", defaultValue = "false") boolean truncated,
            @Schema(description = "Why text, or its end, is missing.", examples = "binary") String omitted) {

        /** What stands for a body that never was. */
        public static final Body NONE = new Body(null, 0, null, false, null);

        Body withoutText() {
            return text == null ? this : new Body(null, size, sha256, truncated, "needs the role admin");
        }
    }

    public record User(
            @Schema(required = true, examples = "customer-17") String id,
            @Schema(examples = "[\"customer\"]") List<String> roles) {}

    public record Sampled(
            @Schema(required = true, description = "The share of such exchanges that is recorded, above 0 and up to 1.", examples = "1.0") double rate,
            @Schema(description = "rate, failed or slow: why this one was.", examples = "rate") String reason) {}

    public record Redaction(
            @Schema(required = true, description = "Names the rules.", examples = "3f1c9a7be204") String rulesVersion,
            @Schema(description = "How many values were masked.", examples = "2") int count) {}
}
