package dev.steward.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/**
 * Gives every request a W3C trace id: the tracer's, else the caller's {@code traceparent}, else a new one. It stands in
 * the
 * response's {@code Trace-Id} header, in every log line (MDC {@code traceId}) and in every problem document.
 */
@Singleton
public class Traces {
    public static final String HEADER = "Trace-Id";
    private static final String KEY = "steward.trace";
    private static final String SAMPLED = "01";
    private static final int FIRST = 1000;

    void register(@Observes Filters filters) {
        filters.register(Traces::begin, FIRST);
    }

    private static void begin(RoutingContext request) {
        Traceparent trace = traceOf(request);
        MDC.put("traceId", trace.traceId());
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(KEY, trace);
        }
        request.response().putHeader(HEADER, trace.traceId());
        request.next();
    }

    /** The request's trace id, 32 lowercase hexadecimal digits. */
    public static String of(RoutingContext request) {
        return traceOf(request).traceId();
    }

    /**
     * The {@code traceparent} header of a call made on behalf of the current request; of a new trace where there is none.
     */
    public static String traceparent() {
        Traceparent trace = VertxContext.isOnDuplicatedContext()
                ? ContextLocals.get(KEY, null)
                : null;
        return header(trace == null ? new Traceparent(mint(), SAMPLED) : trace, randomHex());
    }

    /**
     * The {@code traceparent} of what follows from a request when that is over: of its span, or of one that stands for it.
     */
    public static String traceparentOf(RoutingContext request) {
        Traceparent trace = traceOf(request);
        SpanContext span = Span.current().getSpanContext();
        boolean spanned = span.isValid() && span.getTraceId().equals(trace.traceId());
        return header(trace, spanned ? span.getSpanId() : randomHex());
    }

    private static String header(Traceparent trace, String spanId) {
        return "00-" + trace.traceId() + "-" + spanId + "-" + trace.flags();
    }

    private static Traceparent traceOf(RoutingContext request) {
        Traceparent known = request.get(KEY);
        if (known != null) {
            return known;
        }
        Traceparent trace = resolve(request);
        request.put(KEY, trace);
        return trace;
    }

    private static Traceparent resolve(RoutingContext request) {
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            return new Traceparent(span.getTraceId(), span.getTraceFlags().asHex());
        }
        Traceparent parent = Traceparent.of(request.request().getHeader("traceparent"));
        return parent == null ? new Traceparent(mint(), SAMPLED) : parent;
    }

    private static String mint() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + randomHex();
    }

    /** 16 digits, not all of them 0. */
    private static String randomHex() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
