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
    private static final String KEY = "steward.trace";
    private static final String SAMPLED = "01";
    private static final int FIRST = 1000;
    /** Version ff is none, and version 00 has nothing behind its flags; what a later one adds is not known here. */
    private static final Pattern TRACEPARENT = Pattern
            .compile("(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

    private record Trace(String id, String flags) {}

    void register(@Observes Filters filters) {
        filters.register(Traces::begin, FIRST);
    }

    private static void begin(RoutingContext request) {
        Trace trace = traceOf(request);
        MDC.put("traceId", trace.id());
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(KEY, trace);
        }
        request.response().putHeader(HEADER, trace.id());
        request.next();
    }

    /** The request's trace id, 32 lowercase hexadecimal digits. */
    public static String of(RoutingContext request) {
        return traceOf(request).id();
    }

    /**
     * The {@code traceparent} header of a call made on behalf of the current request; of a new trace where there is none.
     */
    public static String traceparent() {
        Trace trace = VertxContext.isOnDuplicatedContext()
                ? ContextLocals.get(KEY, null)
                : null;
        Trace current = trace == null ? new Trace(mint(), SAMPLED) : trace;
        return "00-" + current.id() + "-" + randomHex() + "-" + current.flags();
    }

    private static Trace traceOf(RoutingContext request) {
        Trace known = request.get(KEY);
        if (known != null) {
            return known;
        }
        Trace trace = resolve(request);
        request.put(KEY, trace);
        return trace;
    }

    private static Trace resolve(RoutingContext request) {
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            return new Trace(span.getTraceId(), span.getTraceFlags().asHex());
        }
        String parent = request.request().getHeader("traceparent");
        Matcher match = TRACEPARENT.matcher(parent == null ? "" : parent);
        return match.matches() ? new Trace(match.group(1), match.group(2)) : new Trace(mint(), SAMPLED);
    }

    private static String mint() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + randomHex();
    }

    /** 16 digits, not all of them 0. */
    private static String randomHex() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
