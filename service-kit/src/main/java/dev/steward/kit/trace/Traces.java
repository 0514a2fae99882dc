package dev.steward.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives every request a W3C trace id: the tracer's, else the caller's {@code traceparent}, else a new one. It stands in
 * the
 * response's {@code Trace-Id} header, in every log line (MDC {@code traceId}) and in every problem document.
 */
@Singleton
public class Traces {
    public static final String HEADER = "Trace-Id";
    private static final String KEY = "steward.traceId";
    private static final int FIRST = 1000;
    private static final Pattern TRACEPARENT = Pattern
            .compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    void register(@Observes Filters filters) {
        filters.register(Traces::begin, FIRST);
    }

    private static void begin(RoutingContext request) {
        String traceId = of(request);
        MDC.put("traceId", traceId);
        request.response().putHeader(HEADER, traceId);
        request.next();
    }

    /** The request's trace id, 32 lowercase hexadecimal digits. */
    public static String of(RoutingContext request) {
        String known = request.get(KEY);
        if (known != null) {
            return known;
        }
        String traceId = resolve(request);
        request.put(KEY, traceId);
        return traceId;
    }

    private static String resolve(RoutingContext request) {
        Span span = Span.current();
        if (span.getSpanContext().isValid()) {
            return span.getSpanContext().getTraceId();
        }
        String parent = request.request().getHeader("traceparent");
        Matcher match = TRACEPARENT.matcher(parent == null ? "" : parent);
        return match.matches() ? match.group(1) : mint();
    }

    private static String mint() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
    }
}
