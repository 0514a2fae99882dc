package dev.steward.kit.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.net.URI;
import java.util.function.BiConsumer;

/** One call in its trace. */
public sealed interface CallTrace {
    /** Writes the headers from which the callee goes on. */
    void tell(BiConsumer<String, String> headers);

    void answered(int status);

    /** No answer came; also when nobody waits for it any more. */
    default void failed(String type) {
        failed(type, "");
    }

    /**
     * Likewise.
     *
     * @param type
     *            one of few, as OpenTelemetry's {@code error.type} asks for
     * @param why
     *            in words
     */
    void failed(String type, String why);

    record Header(String traceparent) implements CallTrace {
        @Override
        public void tell(BiConsumer<String, String> headers) {
            headers.accept("traceparent", traceparent);
        }

        @Override
        public void answered(int status) {}

        @Override
        public void failed(String type, String why) {}
    }

    record Spanned(OpenTelemetry telemetry, Context parent, Span span) implements CallTrace {
        private static final int FIRST_ERROR = 400;

        static Spanned start(OpenTelemetry telemetry, Context parent, String method, URI server, String path) {
            Span span = telemetry.getTracer("dev.steward.kit").spanBuilder(method).setSpanKind(SpanKind.CLIENT)
                    .setParent(parent)
                    .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method)
                    .setAttribute(UrlAttributes.URL_FULL, server + path)
                    .setAttribute(ServerAttributes.SERVER_ADDRESS, server.getHost())
                    .setAttribute(ServerAttributes.SERVER_PORT, (long) server.getPort())
                    .startSpan();
            return new Spanned(telemetry, parent, span);
        }

        @Override
        public void tell(BiConsumer<String, String> headers) {
            telemetry.getPropagators().getTextMapPropagator().inject(parent.with(span), headers, BiConsumer::accept);
        }

        @Override
        public void answered(int status) {
            span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
            if (status >= FIRST_ERROR) {
                failed(Integer.toString(status));
            }
            span.end();
        }

        @Override
        public void failed(String type, String why) {
            span.setAttribute(ErrorAttributes.ERROR_TYPE, type).setStatus(StatusCode.ERROR, why).end();
        }
    }
}
