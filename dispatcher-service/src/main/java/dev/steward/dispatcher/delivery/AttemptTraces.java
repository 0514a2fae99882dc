package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.target.Target;
import dev.steward.kit.trace.CallOrigin;
import dev.steward.kit.trace.CallTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Carries on the trace in which a request was enqueued: each attempt is a span of its own below the enqueuing one. */
@Singleton
class AttemptTraces {
    private static final String SAMPLED = "01";

    private final boolean traced;

    AttemptTraces(@ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced) {
        this.traced = !untraced;
    }

    CallTrace begin(Task.Content content, Target target) {
        return origin(content.trace().split("-")).call(content.method(), URI.create(target.origin()), target.pathAndQuery());
    }

    /** What was not sent leaves no span. */
    static void end(CallTrace trace, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered answered -> trace.answered(answered.status());
            case Outcome.Unanswered unanswered -> trace.failed("unanswered", unanswered.error());
            case Outcome.Unsendable unsendable -> trace.failed("unsendable", unsendable.reason());
            case Outcome.Unsent() -> {
            }
        }
    }

    private CallOrigin origin(String... trace) {
        boolean whole = trace.length == 3;
        String flags = whole ? trace[2] : SAMPLED;
        return traced && whole ? spanned(trace[0], trace[1], flags) : unspanned(trace[0], flags);
    }

    private static CallOrigin spanned(String traceId, String spanId, String flags) {
        var parent = SpanContext.createFromRemoteParent(traceId, spanId, TraceFlags.fromHex(flags, 0), TraceState.getDefault());
        return new CallOrigin.Traced(Context.root().with(Span.wrap(parent)));
    }

    private static CallOrigin unspanned(String traceId, String flags) {
        String spanId = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
        return new CallOrigin.Untraced("00-" + traceId + "-" + spanId + "-" + flags);
    }
}
