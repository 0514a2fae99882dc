package dev.steward.kit.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import java.net.URI;

/**
 * The trace to which calls of other services belong, also those that are made when the request that made them is over.
 */
public sealed interface CallOrigin {
    /**
     * The trace of now.
     *
     * @param traced
     *            whether spans are exported, so that each call shall be one
     */
    static CallOrigin now(boolean traced) {
        return traced ? new Traced(Context.current()) : new Untraced(Traces.traceparent());
    }

    /** A call that begins. */
    CallTrace call(String method, URI server, String path);

    /** With no spans the call is known by its id alone. */
    record Untraced(String traceparent) implements CallOrigin {
        @Override
        public CallTrace call(String method, URI server, String path) {
            return new CallTrace.Header(traceparent);
        }
    }

    /** With the context in which its span has a parent. */
    record Traced(Context parent) implements CallOrigin {
        @Override
        public CallTrace call(String method, URI server, String path) {
            return CallTrace.Spanned.start(GlobalOpenTelemetry.get(), parent, method, server, path);
        }
    }
}
