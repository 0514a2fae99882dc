package dev.steward.kit.neighbour;

import dev.steward.kit.auth.ServiceToken;
import dev.steward.kit.trace.CallOrigin;
import dev.steward.kit.trace.CallTrace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
     * @param client
     *            one that leaves tracing to us: the framework's tracer looks for the trace only once there is a connection,
     *            when the request that made the call may be over
     * @param traced
     *            whether spans are exported
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
        return send(HttpMethod.GET, path, HttpRequest::send);
    }

    /**
     * As {@link #get}. A replica whose connection fails, or that uses up its share of the deadline, is followed by the next
     * one, so the call must be safe to repeat.
     */
    public Uni<HttpResponse<Buffer>> send(HttpMethod method, String path, Sending sending) {
        var call = new Call(method, path, sending, CallOrigin.now(traced));
        return attempt(call, replicas.size())
                .ifNoItem().after(deadline).fail();
    }

    private Uni<HttpResponse<Buffer>> attempt(Call call, int left) {
        int replica = Math.floorMod(preferred.get(), replicas.size());
        return Uni.createFrom().deferred(() -> ask(call, replicas.get(replica)))
                .onFailure().invoke(() -> preferred.compareAndSet(replica, replica + 1))
                .onFailure(cause -> left > 1).recoverWithUni(() -> attempt(call, left - 1))
                .invoke(NeighbourException::unlessSuccessful);
    }

    private Uni<HttpResponse<Buffer>> ask(Call call, String replica) {
        CallTrace trace = call.origin().call(call.method().name(), URI.create(replica), call.path());
        HttpRequest<Buffer> request = client.requestAbs(call.method(), replica + call.path())
                .timeout(deadline.toMillis() / replicas.size());
        trace.tell(request::putHeader);
        token.bearer().ifPresent(bearer -> request.putHeader("Authorization", bearer));
        return call.sending().send(request)
                .invoke(answer -> trace.answered(answer.statusCode()))
                .onFailure().invoke(cause -> trace.failed(cause.getClass().getName()))
                .onCancellation().invoke(() -> trace.failed("cancelled"));
    }

    /** Puts to a request what is its own, and sends it: once for each replica that is asked. */
    public interface Sending {
        Uni<HttpResponse<Buffer>> send(HttpRequest<Buffer> request);
    }

    private record Call(HttpMethod method, String path, Sending sending, CallOrigin origin) {}
}
