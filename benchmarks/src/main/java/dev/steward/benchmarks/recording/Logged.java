package dev.steward.benchmarks.recording;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zalando.logbook.Correlation;
import org.zalando.logbook.HttpHeaders;
import org.zalando.logbook.HttpLogWriter;
import org.zalando.logbook.HttpRequest;
import org.zalando.logbook.HttpResponse;
import org.zalando.logbook.Logbook;
import org.zalando.logbook.Origin;
import org.zalando.logbook.Precorrelation;
import org.zalando.logbook.core.DefaultSink;
import org.zalando.logbook.core.HeaderFilters;
import org.zalando.logbook.core.QueryFilters;
import org.zalando.logbook.json.FastJsonHttpLogFormatter;
import org.zalando.logbook.json.JsonBodyFilters;

/**
 * Logbook for {@link OrderExchange}: told of exactly the secrets that are in it, with its faster JSON formatter,
 * without the
 * filters that it adds where nobody chooses (which compact JSON once more), and with bodies that it is given as they
 * are. Its lines go nowhere; the last is kept.
 */
public final class Logged implements HttpLogWriter {
    private static final String MASK = "***";

    private final Logbook logbook = Logbook.builder()
            .headerFilter(HeaderFilters.authorization())
            .headerFilter(HeaderFilters.replaceCookies(Set.copyOf(OrderExchange.COOKIES)::contains, MASK))
            .queryFilter(QueryFilters.accessToken())
            .bodyFilter(JsonBodyFilters.replaceJsonStringProperty(Set.copyOf(OrderExchange.SECRET_FIELDS), MASK))
            .sink(new DefaultSink(new FastJsonHttpLogFormatter(), this))
            .build();
    private volatile String request;
    private volatile String response;

    /** Writes a request, and tells what is to be done with its answer. */
    public Logbook.ResponseProcessingStage request(HttpServerRequest request, byte[] body) throws IOException {
        return logbook.process(new Request(request, body)).write();
    }

    public void response(Logbook.ResponseProcessingStage stage, HttpServerResponse response, byte[] body)
            throws IOException {
        stage.process(new Response(response, body)).write();
    }

    /** The last exchange's two lines. */
    public String lines() {
        return request + "\n" + response;
    }

    @Override
    public void write(Precorrelation correlation, String line) {
        request = line;
    }

    @Override
    public void write(Correlation correlation, String line) {
        response = line;
    }

    private static HttpHeaders headers(MultiMap fields) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        fields.forEach((name, value) -> headers.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value));
        return HttpHeaders.of(headers);
    }

    private record Request(HttpServerRequest request, byte[] body) implements HttpRequest {
        @Override
        public Origin getOrigin() {
            return Origin.REMOTE;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers(request.headers());
        }

        @Override
        public byte[] getBody() {
            return body;
        }

        @Override
        public String getRemote() {
            return request.remoteAddress().hostAddress();
        }

        @Override
        public String getMethod() {
            return request.method().name();
        }

        @Override
        public String getScheme() {
            return request.scheme();
        }

        @Override
        public String getHost() {
            return request.authority().host();
        }

        @Override
        public Optional<Integer> getPort() {
            return Optional.empty();
        }

        @Override
        public String getPath() {
            return request.path();
        }

        @Override
        public String getQuery() {
            return request.query();
        }

        @Override
        public HttpRequest withBody() {
            return this;
        }

        @Override
        public HttpRequest withoutBody() {
            return new Request(request, new byte[0]);
        }
    }

    private record Response(HttpServerResponse response, byte[] body) implements HttpResponse {
        @Override
        public Origin getOrigin() {
            return Origin.LOCAL;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers(response.headers());
        }

        @Override
        public byte[] getBody() {
            return body;
        }

        @Override
        public int getStatus() {
            return response.getStatusCode();
        }

        @Override
        public HttpResponse withBody() {
            return this;
        }

        @Override
        public HttpResponse withoutBody() {
            return new Response(response, new byte[0]);
        }
    }
}
