package dev.steward.observability.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * HTTP Archive 1.2, as far as an exchange tells it; sizes of headers and phases of the time are unknown, which HAR
 * writes as -1.
 */
public record Har(Log log) {
    private static final int UNKNOWN = -1;
    private static final String PROTOCOL = "HTTP/1.1";

    public record Log(String version, Creator creator, List<Entry> entries) {}

    public record Creator(String name, String version) {}

    public record Entry(Instant startedDateTime, double time, Request request, Response response, Cache cache, Timings timings,
            String comment) {}

    public record Request(String method, String url, String httpVersion, List<Pair> cookies, List<Pair> headers,
            List<Pair> queryString, PostData postData, int headersSize, long bodySize) {}

    public record Response(int status, String statusText, String httpVersion, List<Pair> cookies, List<Pair> headers,
            Content content, String redirectURL, int headersSize, long bodySize) {}

    public record Pair(String name, String value) {}

    public record PostData(String mimeType, String text) {}

    public record Content(long size, String mimeType, String text, String comment) {}

    public record Cache() {}

    public record Timings(double send, @JsonProperty("wait") double waiting, double receive) {}

    static Har of(Exchange exchange) {
        double millis = exchange.durationMicros() / 1000.0;
        Entry entry = new Entry(exchange.startedAt(), millis, request(exchange.request()), response(exchange.response()),
                new Cache(),
                new Timings(0, millis, 0), "Redacted by Steward; exchange " + exchange.id());
        return new Har(new Log("1.2", new Creator("Steward", "1"), List.of(entry)));
    }

    private static Request request(Exchange.Request request) {
        Exchange.Body body = request.body();
        PostData data = body.text() == null ? null : new PostData(header(request.headers(), "Content-Type"), body.text());
        return new Request(request.method(), request.url(), PROTOCOL, List.of(), pairs(request.headers()), query(request.url()),
                data,
                UNKNOWN, body.size());
    }

    private static Response response(Exchange.Response response) {
        Exchange.Body body = response.body();
        Content content = new Content(body.size(), header(response.headers(), "Content-Type"), body.text(), body.omitted());
        return new Response(response.status() == null ? 0 : response.status(), "", PROTOCOL, List.of(),
                pairs(response.headers()),
                content, header(response.headers(), "Location"), UNKNOWN, body.size());
    }

    private static List<Pair> pairs(List<List<String>> headers) {
        return headers.stream().map(header -> new Pair(header.get(0), header.get(1))).toList();
    }

    private static List<Pair> query(String url) {
        int from = url.indexOf('?');
        if (from < 0) {
            return List.of();
        }
        int to = url.indexOf('#', from);
        String query = url.substring(from + 1, to < 0 ? url.length() : to);
        return Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).map(Har::parameter).toList();
    }

    private static Pair parameter(String part) {
        int equals = part.indexOf('=');
        return equals < 0
                ? new Pair(decoded(part), "")
                : new Pair(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String header(List<List<String>> headers, String name) {
        return headers.stream().filter(header -> header.get(0).equalsIgnoreCase(name)).map(header -> header.get(1))
                .findFirst().orElse("");
    }
}
