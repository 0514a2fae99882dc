package dev.steward.kit.maintenance;

import dev.steward.kit.trace.Traces;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers for a closed channel before anything else of the service sees the request. Open, it costs a look at a clock.
 */
@Singleton
public class MaintenanceGate {
    private static final int BEFORE_AUTHENTICATION = 500;

    private final MaintenanceFollower follower;
    private final MaintenanceModeResponder responder;
    private final Bypass bypass;
    private final BypassUses uses;
    private final GatedPaths paths;

    public MaintenanceGate(MaintenanceFollower follower, MaintenanceModeResponder responder, Bypass bypass, BypassUses uses,
            MaintenanceConfig config) {
        this.follower = follower;
        this.responder = responder;
        this.bypass = bypass;
        this.uses = uses;
        this.paths = new GatedPaths(config.gate(), config.exempt());
    }

    void register(@Observes Filters filters, Acknowledgements acknowledgements) {
        if (!paths.none()) {
            filters.register(this::guard, BEFORE_AUTHENTICATION);
            acknowledgements.report("service");
            follower.onChange(snapshot -> acknowledgements.applied(snapshot.revision()));
        }
    }

    private void guard(RoutingContext context) {
        List<String> readings = PathReadings.of(context.request().path(), context.normalizedPath());
        String entered = null;
        for (String path : readings) {
            String channel = paths.channelOf(path);
            if (channel == null || channel.equals(entered)) {
                continue;
            }
            ChannelState state = follower.state(channel);
            if (!state.closed()) {
                announce(context, state);
            } else if (!staysOpen(context.request(), state, path)) {
                if (!enters(context, channel)) {
                    answer(context, state);
                    return;
                }
                entered = channel;
            }
        }
        context.next();
    }

    private void announce(RoutingContext context, ChannelState state) {
        if (state.state() == ChannelState.State.ONLINE) {
            return;
        }
        String announcement = Announcement.of(state, follower.policy(state.channel()), follower.now());
        if (announcement != null) {
            context.response().putHeader(Announcement.HEADER, announcement);
        }
    }

    private boolean staysOpen(HttpServerRequest request, ChannelState state, String path) {
        ChannelPolicy policy = follower.policy(state.channel());
        return policy.exempts(path) || state.state() == ChannelState.State.DRAINING && inSession(request, policy);
    }

    private boolean enters(RoutingContext context, String channel) {
        boolean authorised = authorised(context.request(), channel).isPresent();
        if (authorised) {
            keepPrivate(context.response(), context);
        }
        return authorised;
    }

    private static boolean inSession(HttpServerRequest request, ChannelPolicy policy) {
        return policy.sessionCookies().stream().anyMatch(name -> Cookies.named(name, request).findAny().isPresent());
    }

    /** Whether the request may enter the closed channel; each use is written down. */
    public Optional<Pass> authorised(HttpServerRequest request, String channel) {
        Optional<Pass> pass = bypass.of(request, channel);
        pass.ifPresent(uses::count);
        return pass;
    }

    /** What somebody sees who came past must not be shown to others from a cache. */
    private static void keepPrivate(HttpServerResponse response, RoutingContext context) {
        context.addHeadersEndHandler(sending -> response.putHeader(HttpHeaders.CACHE_CONTROL, "private, no-store"));
    }

    /** Ends the request with what a closed channel answers. */
    public void answer(RoutingContext context, ChannelState state) {
        HttpServerRequest request = context.request();
        MaintenanceRequest asked = new MaintenanceRequest(state.channel(), request.method().name(), request.path(),
                Traces.of(context), list(request, "Accept"), list(request, "Accept-Language"),
                request.getHeader("Origin"), request.getHeader("Access-Control-Request-Method"),
                request.getHeader("Access-Control-Request-Headers"));
        write(context, responder.answer(asked, state, follower.policy(state.channel()), follower.current().revision(),
                follower.now()));
    }

    /** A list in several lines is one list (RFC 9110, section 5.3); null when there is none. */
    private static String list(HttpServerRequest request, String header) {
        List<String> lines = request.headers().getAll(header);
        return lines.isEmpty() ? null : String.join(", ", lines);
    }

    /**
     * Nothing but the answer: what the service says of all its own pages, a content security policy say, is not true of it.
     */
    private static void write(RoutingContext context, MaintenanceAnswer answer) {
        HttpServerResponse response = context.response().setStatusCode(answer.status());
        response.headers().entries().stream().map(Map.Entry::getKey)
                .filter(name -> !HttpHeaders.CONNECTION.toString().equalsIgnoreCase(name))
                .forEach(response.headers()::remove);
        answer.headers().forEach(response::putHeader);
        Buffer body = Buffer.buffer(answer.body());
        if (body.length() > 0) {
            // Said to a HEAD too, which gets nothing else of it.
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        response.end(body);
        context.request().resume();
    }
}
