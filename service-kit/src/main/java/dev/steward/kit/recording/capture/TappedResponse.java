package dev.steward.kit.recording.capture;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * A response that shows everything written to a {@link Capture}, and that tells of its end, whoever else listens for
 * it.
 */
final class TappedResponse extends FunnelledResponse {
    /** Hears once that an exchange is over; {@code complete} says whether its answer was written to the end. */
    interface Listener {
        void over(TappedResponse response, boolean complete);
    }

    private final Capture capture;
    private final boolean bodiless;
    private final Listener listener;
    private RoutingContext context;
    private volatile Future<Void> sent;
    private Thread inEnd;
    private Boolean untold;
    private Handler<Void> endHandler;
    private Handler<Void> closeHandler;
    private Handler<Void> headersEndHandler;

    TappedResponse(HttpServerResponse response, Capture capture, boolean bodiless, Listener listener) {
        super(response);
        this.capture = capture;
        this.bodiless = bodiless;
        this.listener = listener;
        response.endHandler(this::ended);
        response.closeHandler(this::closed);
        response.headersEndHandler(this::headComplete);
    }

    Capture capture() {
        return capture;
    }

    void routedAs(RoutingContext context) {
        this.context = context;
    }

    RoutingContext context() {
        return context;
    }

    void over(boolean complete) {
        if (!capture.end()) {
            return;
        }
        if (inEnd == Thread.currentThread()) {
            untold = complete;
        } else {
            tell(complete);
        }
    }

    private void tell(boolean complete) {
        Tap.afterWrites(capture.request(), () -> listener.over(this, complete && !isUnsent()));
    }

    /** Asked behind the last write, which fails at once where the connection closed before it. */
    private boolean isUnsent() {
        return sent != null && sent.failed();
    }

    /** Comes at the end of an answer, and when one is cut off. */
    private void ended(Void nothing) {
        over(ended());
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    /**
     * A stream of HTTP/2 closes with its last bytes, before its end is told. HTTP/1 calls ended also what it still sends.
     */
    private void closed(Void nothing) {
        over(streamId() >= 0 && ended());
        if (closeHandler != null) {
            closeHandler.handle(null);
        }
    }

    private void headComplete(Void nothing) {
        if (headersEndHandler != null) {
            headersEndHandler.handle(null);
        }
        capture.offerEncoding(headers().get(HttpHeaders.CONTENT_ENCODING));
    }

    @Override
    public HttpServerResponse endHandler(Handler<Void> handler) {
        endHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse closeHandler(Handler<Void> handler) {
        closeHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse headersEndHandler(Handler<Void> handler) {
        headersEndHandler = handler;
        return this;
    }

    // Of what the server ends by itself it tells nobody.

    @Override
    @Deprecated
    public void close() {
        super.close();
        over(false);
    }

    @Override
    public boolean reset() {
        return reset(0);
    }

    @Override
    public boolean reset(long code) {
        boolean reset = super.reset(code);
        if (reset) {
            over(false);
        }
        return reset;
    }

    /** What passes is seen before it leaves: afterwards its bytes may be another's. */
    private void seen(Buffer data) {
        if (!bodiless) {
            capture.sawOfResponse(data);
        }
    }

    private RuntimeException refused(RuntimeException cause) {
        if (!headWritten()) {
            capture.nothingLeft();
        }
        return cause;
    }

    @Override
    public Future<Void> write(Buffer data) {
        seen(data);
        try {
            return super.write(data);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        seen(data);
        try {
            super.write(data, handler);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    @Override
    public Future<Void> end() {
        return ending(super::end);
    }

    @Override
    public Future<Void> end(Buffer chunk) {
        seen(chunk);
        return ending(() -> super.end(chunk));
    }

    /** Tells the end only when it knows the last write, by which one sees whether it left. */
    private Future<Void> ending(Supplier<Future<Void>> write) {
        inEnd = Thread.currentThread();
        try {
            Future<Void> written = write.get();
            if (sent == null) {
                sent = written;
            }
            return written;
        } catch (RuntimeException e) {
            throw refused(e);
        } finally {
            inEnd = null;
            if (untold != null) {
                tell(untold);
                untold = null;
            }
        }
    }

    // A file goes from the disk to the socket by itself: only its size is known.

    @Override
    public Future<Void> sendFile(String filename, long offset, long length) {
        offerFile();
        return super.sendFile(filename, offset, length).onFailure(this::fileFailed);
    }

    @Override
    public HttpServerResponse sendFile(String filename, long offset, long length, Handler<AsyncResult<Void>> handler) {
        offerFile();
        return super.sendFile(filename, offset, length, handler == null ? null : sent -> {
            if (sent.failed()) {
                fileFailed(sent.cause());
            }
            handler.handle(sent);
        });
    }

    private void offerFile() {
        if (!bodiless) {
            capture.offerFile();
        }
    }

    private void fileFailed(Throwable cause) {
        capture.fileFailed(headWritten());
    }
}
