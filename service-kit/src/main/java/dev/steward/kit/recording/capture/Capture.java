package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.capture.Sampled.Reason;
import dev.steward.kit.trace.Traces;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One exchange: filled while it happens by whatever sees a part of it, and read by the worker once it is over. It then
 * holds what a record needs and nothing else: a request or a response would keep alive all that the application hung on
 * them, whole bodies among it, and their headers change after the end.
 */
public final class Capture {
    private static final int FIRST_FAILURE = 400;
    private static final int FIRST_DEFECT = 500;
    private static final int ROUGHLY = 2048;

    private final RecordedApi api;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final HttpMethod method;
    private final SocketAddress client;
    private final BodyTee requestBody;
    private final BodyTee responseBody;
    private final AtomicBoolean over = new AtomicBoolean();
    private HttpServerRequest request;
    private volatile SecurityIdentity identity;
    private volatile Throwable thrown;
    private volatile boolean fileSent;
    private volatile boolean fileBroken;
    private String responseEncoding;

    // Written once, when the exchange is over, and handed to the worker through the intake.
    private long durationNanos;
    private boolean requestRead;
    private boolean answered;
    private int status;
    private long bytesWritten;
    private String traceId;
    private String route;
    private Sampled sampled;
    private Heads heads;
    private Caller caller;
    private int weight;

    Capture(RecordedApi api, Instant startedAt, HttpServerRequest request) {
        this.api = api;
        this.startedAt = startedAt;
        this.request = request;
        this.method = request.method();
        this.client = request.remoteAddress();
        this.requestBody = new BodyTee(api.bodyLimit());
        this.responseBody = new BodyTee(api.bodyLimit());
    }

    void sawOfRequest(Buffer chunk) {
        add(requestBody, chunk);
    }

    void sawOfResponse(Buffer chunk) {
        add(responseBody, chunk);
    }

    /** A buffer that cannot be looked at is not for the recorder to complain of. */
    private static void add(BodyTee body, Buffer chunk) {
        try {
            body.add(chunk);
        } catch (RuntimeException e) {
            body.close();
        }
    }

    /** What was written did not leave: the response refused it. */
    void nothingLeft() {
        responseBody.clear();
    }

    void offer(Throwable failure) {
        thrown = failure;
    }

    void offer(SecurityIdentity identity) {
        this.identity = identity;
    }

    void offerFile() {
        fileSent = true;
    }

    /** Of one that has not begun nothing left: the application answers something else. */
    void fileFailed(boolean begun) {
        fileSent = begun;
        fileBroken = begun;
    }

    /** The encoding of the bytes that pass here; the server may encode them once more, further down. */
    void offerEncoding(String encoding) {
        responseEncoding = encoding;
    }

    HttpServerRequest request() {
        return request;
    }

    /** False when it was over already: an answered exchange is not aborted when its connection closes. */
    boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        durationNanos = System.nanoTime() - startNanos;
        requestRead = request.isEnded();
        requestBody.close();
        responseBody.close();
        return true;
    }

    /** Complete is an answer that was written to its end. */
    void conclude(RoutingContext context, HttpServerResponse answer, boolean complete) {
        answered = complete && !fileBroken;
        status = answer.headWritten() ? answer.getStatusCode() : 0;
        bytesWritten = answer.bytesWritten();
        traceId = Traces.of(context);
        route = Tap.routeOf(context);
        thrown = answered && status < FIRST_DEFECT ? null : thrown == null ? context.failure() : thrown;
        sampled = sample();
        if (sampled != null) {
            heads = Heads.of(request, answer);
            caller = Caller.of(identity, api.tenantClaim());
            weight = ROUGHLY + heads.weight() + requestBody.weight() + responseBody.weight();
        }
        request = null;
        identity = null;
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

    /** Null when it is not to be recorded. */
    public Heads heads() {
        return heads;
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

    /** The encoding of the response's body as it is kept, which a server that compresses changes later; or null. */
    public String responseEncoding() {
        return responseEncoding;
    }

    /** How many bytes of body the server took to send. */
    public long bytesWritten() {
        return bytesWritten;
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
    public Caller caller() {
        return caller;
    }

    /** What went wrong, or null; a failure that was answered with a status below 500 is an answer and no defect. */
    public Throwable thrown() {
        return thrown;
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
