package dev.steward.kit.telemetry;

import dev.steward.kit.recording.tally.HttpMethods;
import io.micrometer.core.instrument.Tags;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.inject.Singleton;

/**
 * What only the request knows of the attributes of {@code http.server.request.duration}. The framework takes the path
 * itself for a route where none matched, and any word for a method: both are replaced, as a caller may invent them
 * without end.
 */
@Singleton
public class HttpServerAttributes implements HttpServerMetricsTagsContributor {
    @Override
    public Tags contribute(Context context) {
        return Tags.of("uri", route(context),
                "method", HttpMethods.known(context.request().method().name()),
                HttpConventions.SCHEME, context.request().isSSL() ? "https" : "http");
    }

    /** None for what REST did not match: the route of all of REST, and of files, is {@code /} or a wildcard. */
    private static String route(Context context) {
        String rest = context.requestContextLocalData("UrlPathTemplate");
        if (rest != null) {
            return rest;
        }
        String other = context.requestContextLocalData("VertxRoute");
        return other == null || other.equals("/") || other.endsWith("*") ? HttpConventions.NONE : other;
    }
}
