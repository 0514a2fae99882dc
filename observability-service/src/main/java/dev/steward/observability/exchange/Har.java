package dev.steward.observability.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * HTTP Archive 1.2, as far as an exchange tells it; sizes of headers and phases of the time are unknown, which HAR
 * writes as -1. It knows no null: what is not there is left out.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Har(Log log) {
    private static final int UNKNOWN = -1;
    private static final String PROTOCOL = "HTTP/1.1";

    public record Log(String version, Creator creator, List<Entry> entries) {}

    public record Creator(String name, String version) {}

    public record Entry(Instant startedDateTime, double time, Request request, Response response, Cache cache, Timings timings,
            String comment) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Request(String method, String url, String httpVersion, List<Pair> cookies, List<Pair> headers,
            List<Pair> queryString, PostData postData, int headersSize, long bodySize) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Response(int status, String statusText, String httpVersion, List<Pair> cookies, List<Pair> headers,
            Content content, String redirectURL, int headersSize, long bodySize, String comment) {}

    public record Pair(String name, String value) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PostData(String mimeType, List<Pair> params, String text, String comment) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Content(long size, String mimeType, String text, String comment) {}

    public record Cache() {}

    public record Timings(double send, @JsonProperty("wait") double waiting, double receive) {}

    static Har of(Exchange exchange) {
        double millis = exchange.durationMicros() / 1000.0;
        Entry entry = new Entry(exchange.startedAt(), millis, request(exchange.request()), response(exchange.response()),
                new Cache(), new Timings(0, millis, 0), "Redacted by Steward; exchange " + exchange.id());
        return new Har(new Log("1.2", new Creator("Steward", "1"), List.of(entry)));
    }

    private static Request request(Exchange.Request request) {
        HarFields headers = new HarFields(request.headers());
        return new Request(request.method(), HarFields.absolute(request.url(), headers.first("Host")), PROTOCOL,
                headers.cookies("Cookie"), headers.all(), HarFields.query(request.url()),
                postData(request.body(), headers.first("Content-Type")), UNKNOWN, request.body().size());
    }

    private static PostData postData(Exchange.Body body, String type) {
        if (body.size() == 0 && body.text() == null) {
            return null;
        }
        boolean form = body.text() != null && type.startsWith("application/x-www-form-urlencoded");
        return new PostData(type, form ? HarFields.parameters(body.text()) : List.of(), body.text() == null ? "" : body.text(),
                remark(body));
    }

    private static Response response(Exchange.Response response) {
        HarFields headers = new HarFields(response.headers());
        Exchange.Body body = response.body();
        return new Response(response.status() == null ? 0 : response.status(), "", PROTOCOL, headers.cookies("Set-Cookie"),
                headers.all(), new Content(body.size(), headers.first("Content-Type"), body.text(), remark(body)),
                headers.first("Location"), UNKNOWN, body.size(), response.aborted() ? "aborted" : null);
    }

    private static String remark(Exchange.Body body) {
        return body.omitted() == null && body.truncated() ? "truncated" : body.omitted();
    }
}
