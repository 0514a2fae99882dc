package dev.steward.kit.neighbour;

import dev.steward.kit.auth.ServiceToken;
import dev.steward.kit.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Calls one service: with the service token, the current request's trace, a deadline, and the next replica when a
 * connection fails.
 */
public final class Neighbour {
    private final WebClient client;
    private final ServiceToken token;
    private final boolean traced;
    private final List<String> replicas;
    private final Duration deadline;
    private final AtomicInteger preferred = new AtomicInteger();

    /**
     * @param traced
     *            whether the framework's tracer adds the trace to each call itself
     */
    Neighbour(WebClient client, ServiceToken token, boolean traced, List<String> replicas, Duration deadline) {
        this.client = client;
        this.token = token;
        this.traced = traced;
        this.replicas = List.copyOf(replicas);
        this.deadline = deadline;
    }

    /** Fails on an answer other than 2xx with {@link NeighbourException}, as on no answer at all. */
    public Uni<HttpResponse<Buffer>> get(String path) {
        return send(HttpMethod.GET, path, Buffer.buffer(), UnaryOperator.identity());
    }

    /**
     * As {@link #get}. A replica whose connection fails, or that uses up its share of the deadline, is followed by the next
     * one, so the call must be safe to repeat.
     */
    public Uni<HttpResponse<Buffer>> send(HttpMethod method, String path, Buffer body,
            UnaryOperator<HttpRequest<Buffer>> more) {
        return attempt(method, path, body, more, replicas.size())
                .ifNoItem().after(deadline).fail();
    }

    private Uni<HttpResponse<Buffer>> attempt(HttpMethod method, String path, Buffer body,
            UnaryOperator<HttpRequest<Buffer>> more,
            int left) {
        int replica = Math.floorMod(preferred.get(), replicas.size());
        return request(method, replicas.get(replica) + path, more).sendBuffer(body)
                .onFailure().invoke(() -> preferred.compareAndSet(replica, replica + 1))
                .onFailure(cause -> left > 1).recoverWithUni(() -> attempt(method, path, body, more, left - 1))
                .invoke(NeighbourException::unlessSuccessful);
    }

    private HttpRequest<Buffer> request(HttpMethod method, String url, UnaryOperator<HttpRequest<Buffer>> more) {
        HttpRequest<Buffer> request = client.requestAbs(method, url).timeout(deadline.toMillis() / replicas.size());
        if (!traced) {
            request.putHeader("traceparent", Traces.traceparent());
        }
        token.bearer().ifPresent(bearer -> request.putHeader("Authorization", bearer));
        return more.apply(request);
    }
}
