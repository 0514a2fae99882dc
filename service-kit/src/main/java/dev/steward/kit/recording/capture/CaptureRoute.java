package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.RecordingConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/**
 * The first route of the service: before authentication, limits and gates, so that what these refuse is recorded too.
 */
@Singleton
public class CaptureRoute {
    // A record of bringing records would be brought, and so on.
    private static final Set<String> INGEST = Set.of("/internal/v1/exchanges", "/internal/v1/tallies");

    private final boolean enabled;
    private final ApiPaths paths;
    private final CaptureSink sink;
    private final Clock clock;

    public CaptureRoute(RecordingConfig config, CaptureSink sink, Clock clock) {
        this.paths = new ApiPaths(config);
        this.enabled = config.enabled() && !paths.none();
        this.sink = sink;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        if (enabled) {
            sink.start();
            router.route().order(Integer.MIN_VALUE).handler(this::handle);
        }
    }

    private void handle(RoutingContext context) {
        if (context.response() instanceof TappedResponse tapped) {
            tapped.routedAs(context);
            context.next();
            return;
        }
        String path = pathOf(context);
        RecordedApi api = INGEST.contains(path) ? null : paths.of(path);
        if (api == null) {
            context.next();
        } else {
            capture(context, api);
        }
    }

    /** A path that cannot be decoded is for others to refuse; until then it counts as it is. */
    private static String pathOf(RoutingContext context) {
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException e) {
            return context.request().path();
        }
    }

    private void capture(RoutingContext context, RecordedApi api) {
        HttpServerRequest request = context.request();
        Capture capture = new Capture(api, clock.instant(), request);
        boolean bodiless = HttpMethod.HEAD.equals(request.method());
        Tap.route(context, capture, new TappedResponse(context.response(), capture, bodiless, this::over));
    }

    /** Nothing that goes wrong here may reach the request. */
    private void over(TappedResponse response, boolean complete) {
        Capture capture = response.capture();
        try {
            capture.conclude(response.context(), response, complete);
            sink.accept(capture);
        } catch (RuntimeException e) {
            sink.missed(capture, e);
        }
    }
}
