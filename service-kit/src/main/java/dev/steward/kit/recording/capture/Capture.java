package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.capture.Sampled.Reason;
import dev.steward.kit.trace.Traces;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One exchange: filled while it happens by whatever sees a part of it, and read by the worker once it is over. The
 * request's thread only leaves references here; reading, redacting and writing them down is the worker's.
 */
public final class Capture {
    private static final int FIRST_FAILURE = 400;
    private static final int FIRST_DEFECT = 500;
    private static final int ROUGHLY = 4096;

    private final RecordedApi api;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final SocketAddress client;
    private final BodyTee requestBody;
    private final BodyTee responseBody;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile SecurityIdentity caller;
    private volatile Throwable thrown;
    private volatile boolean fileSent;

    // Null once it is over: requests, responses and contexts hold on to whole bodies that the application read.
    private HttpServerRequest request;

    // Written once, when the exchange is over, and handed to the worker through the intake.
    private HttpMethod method;
    private String scheme;
    private HostAndPort authority;
    private String uri;
    private MultiMap requestHeaders;
    private MultiMap responseHeaders;
    private long bytesWritten;
    private String traceId;
    private String route;
    private Sampled sampled;
    private int weight;
    private long durationNanos;
    private int status;
    private boolean answered;
    private boolean requestRead;

    Capture(RecordedApi api, Instant startedAt, HttpServerRequest request) {
        this.api = api;
        this.startedAt = startedAt;
        this.request = request;
        this.client = request.remoteAddress();
        this.requestBody = new BodyTee(api.bodyLimit());
        this.responseBody = new BodyTee(api.bodyLimit());
    }

    /** What comes after the end, as the rest of a refused upload does, belongs to no exchange any more. */
    void sawOfRequest(Buffer chunk) {
        if (!over.get()) {
            requestBody.add(chunk);
        }
    }

    void sawOfResponse(Buffer chunk) {
        if (!over.get()) {
            responseBody.add(chunk);
        }
    }

    void offer(Throwable failure) {
        thrown = failure;
    }

    void offer(SecurityIdentity identity) {
        caller = identity;
    }

    void offerFile() {
        fileSent = true;
    }

    /** False when it was over already: an answered exchange is not aborted when its connection closes. */
    boolean end() {
        return over.compareAndSet(false, true);
    }

    /**
     * @param complete
     *            whether the answer was written to its end
     */
    void conclude(RoutingContext context, HttpServerResponse answer, boolean complete) {
        durationNanos = System.nanoTime() - startNanos;
        answered = complete;
        status = answer.headWritten() ? answer.getStatusCode() : 0;
        responseHeaders = answer.headers();
        bytesWritten = answer.bytesWritten();
        takeFrom(request);
        request = null;
        traceId = Traces.of(context);
        route = Tap.routeOf(context);
        if (thrown == null) {
            thrown = context.failure();
        }
        sampled = sample();
        weight = ROUGHLY + requestBody.weight() + responseBody.weight();
    }

    private void takeFrom(HttpServerRequest over) {
        requestRead = over.isEnded();
        method = over.method();
        scheme = over.scheme();
        authority = over.authority();
        uri = over.uri();
        requestHeaders = over.headers();
    }

    private Sampled sample() {
        if (failed()) {
            return new Sampled(1, Reason.FAILED);
        }
        if (durationNanos >= api.slowNanos()) {
            return new Sampled(1, Reason.SLOW);
        }
        return api.sampling().keeps(traceId) ? new Sampled(api.sampling().rate(), Reason.RATE) : null;
    }

    /** A status from 400 on, or no complete answer. */
    public boolean failed() {
        return !answered || status >= FIRST_FAILURE;
    }

    public String api() {
        return api.name();
    }

    public Instant startedAt() {
        return startedAt;
    }

    public long durationNanos() {
        return durationNanos;
    }

    public String traceId() {
        return traceId;
    }

    /** The path template of the REST method that answered, or null. */
    public String route() {
        return route;
    }

    public HttpMethod method() {
        return method;
    }

    /** As the client sent it, made whole where it is a path. */
    public String url() {
        return authority != null && uri.startsWith("/") ? scheme + "://" + authority + uri : uri;
    }

    public MultiMap requestHeaders() {
        return requestHeaders;
    }

    public MultiMap responseHeaders() {
        return responseHeaders;
    }

    /** Of the answer's body, also where nothing of it was seen. */
    public long bytesWritten() {
        return bytesWritten;
    }

    public String clientAddress() {
        return client == null ? null : client.hostAddress();
    }

    public BodyTee requestBody() {
        return requestBody;
    }

    /** Whether the application read the request's body to its end; nobody else may. */
    public boolean requestRead() {
        return requestRead;
    }

    public BodyTee responseBody() {
        return responseBody;
    }

    /** Whether the body went from the file system to the socket, past everything that could have seen it. */
    public boolean fileSent() {
        return fileSent;
    }

    /** 0 when the client never saw one. */
    public int status() {
        return status;
    }

    /** Whether the answer was written to its end. */
    public boolean answered() {
        return answered;
    }

    /** Who the request's token named, or null; nobody is authenticated for the recording's sake. */
    public SecurityIdentity caller() {
        return caller;
    }

    /** What went wrong, or null; a failure that was answered with a status below 500 is an answer and no defect. */
    public Throwable thrown() {
        return answered && status < FIRST_DEFECT ? null : thrown;
    }

    /** Null when it is not to be recorded. */
    public Sampled sampled() {
        return sampled;
    }

    /** About how many bytes this holds on to. */
    public int weight() {
        return weight;
    }
}
