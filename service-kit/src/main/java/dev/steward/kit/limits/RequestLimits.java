package dev.steward.kit.limits;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.Problems;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what is too large before anything reads it. A body without a declared length is counted by
 * {@link CountedBody}.
 */
@Singleton
public class RequestLimits {
    private static final int BEFORE_ALL_THAT_READS = 900;
    private static final int AFTER_THE_FRAMEWORKS_LIMIT = 1;

    private final Problems problems;
    private final long uri;
    private final long headers;
    private final long body;

    public RequestLimits(Problems problems, LimitsConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize body) {
        this.problems = problems;
        this.uri = config.uri().asLongValue();
        this.headers = config.headers().asLongValue();
        this.body = body.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_THAT_READS);
        filters.register(RequestLimits::disarm, AFTER_THE_FRAMEWORKS_LIMIT);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.uri().length() > uri) {
            refuse(context, KitError.URI_TOO_LONG);
        } else if (!isUri(request.uri())) {
            refuse(context, KitError.MALFORMED_REQUEST, "The address holds a character or a percent sequence that no URI has.");
        } else if (size(request.headers()) > headers) {
            refuse(context, KitError.HEADER_FIELDS_TOO_LARGE);
        } else if (declaredLength(request) > body) {
            refuse(context, KitError.CONTENT_TOO_LARGE);
        } else {
            context.next();
        }
    }

    /** The framework would end the response of a chunked body that is too large with no word. */
    private static void disarm(RoutingContext context) {
        context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        context.next();
    }

    private void refuse(RoutingContext context, KitError error) {
        refuse(context, error, error.detail());
    }

    private void refuse(RoutingContext context, KitError error, String detail) {
        UnreadBody.closeAfterAnswer(context);
        problems.write(context, error, detail);
    }

    private static boolean isUri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static int size(MultiMap headers) {
        int size = 0;
        for (Map.Entry<String, String> header : headers) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }
}
