package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Redaction;
import dev.steward.dispatcher.target.CheckedAddresses;
import dev.steward.dispatcher.target.ForbiddenTargetException;
import dev.steward.dispatcher.target.SlowLookupException;
import dev.steward.dispatcher.target.Target;
import dev.steward.kit.trace.CallTrace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** Makes one attempt. Knows no cookies and follows no redirects; what it keeps of a response is bounded. */
@Singleton
class HttpSender {
    // Shorter than what servers commonly use, as a connection that is closed while we begin to write costs an attempt.
    private static final int KEEP_ALIVE_SECONDS = 4;
    private static final int LONGEST_ERROR = 500;

    private final HttpClient http;
    private final Exchanges exchanges;
    private final CheckedAddresses addresses;
    private final Messages messages;
    private final AttemptTraces traces;
    private final StopSignal stop;

    HttpSender(Vertx vertx, CheckedAddresses addresses, Messages messages, AttemptTraces traces, StopSignal stop,
            DeliveryConfig config) {
        this.exchanges = new Exchanges(vertx.getDelegate(), stop);
        this.addresses = addresses;
        this.messages = messages;
        this.traces = traces;
        this.stop = stop;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setMaxHeaderSize(32_768)
                        .setTracingPolicy(TracingPolicy.IGNORE),
                new PoolOptions().setHttp1MaxSize(config.inFlight()));
    }

    /** Never fails, and takes hardly longer than the task's HTTP timeout, whatever the receiver does. */
    Uni<Attempt> send(Task task) {
        long begun = System.nanoTime();
        return outcome(task, begun)
                .map(outcome -> new Attempt(task.lease().earliestTimeAt(begun), Duration.ofNanos(System.nanoTime() - begun),
                        outcome));
    }

    private Uni<Outcome> outcome(Task task, long begun) {
        Target target;
        try {
            target = Target.of(task.content().uri());
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(new Outcome.Unsendable("The URI " + e.getMessage() + "."));
        }
        var response = new ResponseExcerpt();
        CallTrace trace = traces.begin(task.content(), target);
        return exchanges.within(task.httpTimeout(), exchange(task, target, begun, response, trace))
                .onFailure().recoverWithItem(HttpSender::failed)
                .map(response::answerOr)
                .invoke(outcome -> AttemptTraces.end(trace, outcome));
    }

    private Uni<Outcome> exchange(Task task, Target target, long begun, ResponseExcerpt response, CallTrace trace) {
        return Uni.createFrom().deferred(() -> maySend(task) ? located(task, target, begun, response, trace) : unsent());
    }

    private Uni<Outcome> located(Task task, Target target, long begun, ResponseExcerpt response, CallTrace trace) {
        return addresses.of(target, task.number())
                .chain(address -> connect(task, target, address, begun, trace))
                .chain(request -> maySend(task) ? answer(request, task, response) : unsent().invoke(() -> request.reset()));
    }

    /** The last moment before a byte leaves: the worker may have been frozen, or the connection slow. */
    private boolean maySend(Task task) {
        long now = System.nanoTime();
        return !stop.begun() && task.lease().allowsSendingAt(now) && !task.expiredAt(task.lease().latestTimeAt(now));
    }

    private static Uni<Outcome> unsent() {
        return Uni.createFrom().item(new Outcome.Unsent());
    }

    /** Gives up just before the attempt as a whole does, so that no connection arrives for nobody. */
    private Uni<HttpClientRequest> connect(Task task, Target target, InetAddress address, long begun, CallTrace trace) {
        long leftMillis = task.httpTimeout().minusNanos(System.nanoTime() - begun).toMillis() - 50;
        return http.request(messages.head(task, target, address, trace).setConnectTimeout(Math.max(1, leftMillis)))
                .invoke(HttpSender::silence);
    }

    /** Every failure fails the Uni; without handlers it is logged as an error besides. */
    private static void silence(HttpClientRequest request) {
        request.exceptionHandler(known -> {
        }).connection().exceptionHandler(known -> {
        });
    }

    private Uni<Outcome> answer(HttpClientRequest request, Task task, ResponseExcerpt response) {
        Buffer body = messages.body(task);
        return (body == null ? request.send() : request.send(body))
                .chain(head -> read(head, response))
                .onFailure().invoke(() -> request.reset())
                .onCancellation().invoke(() -> request.reset());
    }

    private static Uni<Outcome> read(HttpClientResponse response, ResponseExcerpt excerpt) {
        excerpt.begin(response.statusCode(), response.headers().getDelegate());
        return response.toMulti()
                .select().first(excerpt::take)
                .collect().last()
                .invoke(() -> closeIfCut(response, excerpt))
                .map(last -> excerpt.whole());
    }

    private static void closeIfCut(HttpClientResponse response, ResponseExcerpt excerpt) {
        if (excerpt.isCut()) {
            response.request().reset();
        }
    }

    private static Outcome failed(Throwable cause) {
        return switch (cause) {
            case ForbiddenTargetException forbidden -> new Outcome.Unsendable(forbidden.getMessage());
            case SlowLookupException slow -> new Outcome.Unanswered(slow.getMessage());
            case UnknownHostException unknown -> new Outcome.Unanswered("the host is unknown");
            default -> new Outcome.Unanswered(described(cause));
        };
    }

    private static String described(Throwable cause) {
        String text = Redaction.text(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        return text.substring(0, Math.min(text.length(), LONGEST_ERROR)).replace('\0', '\uFFFD');
    }

    @PreDestroy
    void close() {
        http.closeAndForget();
    }
}
