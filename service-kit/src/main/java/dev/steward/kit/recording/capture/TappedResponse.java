package dev.steward.kit.recording.capture;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;

/**
 * A response that shows everything written to a {@link Capture}, and that tells of its end, whoever else listens for
 * it.
 */
final class TappedResponse extends AbstractResponseWrapper {
    /** Hears once that an exchange is over; {@code complete} says whether its answer was written to the end. */
    interface Listener {
        void over(TappedResponse response, boolean complete);
    }

    private final Capture capture;
    private final boolean bodiless;
    private final Listener listener;
    private RoutingContext context;
    private Handler<Void> endHandler;
    private Handler<Void> closeHandler;
    private Handler<Throwable> exceptionHandler;

    TappedResponse(HttpServerResponse response, Capture capture, boolean bodiless, Listener listener) {
        super(response);
        this.capture = capture;
        this.bodiless = bodiless;
        this.listener = listener;
        response.endHandler(this::ended);
        response.closeHandler(this::closed);
        response.exceptionHandler(this::broken);
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
        if (capture.end()) {
            listener.over(this, complete);
        }
    }

    private void ended(Void nothing) {
        over(true);
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    private void closed(Void nothing) {
        over(false);
        if (closeHandler != null) {
            closeHandler.handle(null);
        }
    }

    private void broken(Throwable cause) {
        over(false);
        if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
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
    public HttpServerResponse exceptionHandler(Handler<Throwable> handler) {
        exceptionHandler = handler;
        return this;
    }

    private Buffer seen(Buffer data) {
        if (!bodiless) {
            capture.sawOfResponse(data);
        }
        return data;
    }

    @Override
    public Future<Void> write(Buffer data) {
        return super.write(seen(data));
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        super.write(seen(data), handler);
    }

    @Override
    public Future<Void> write(String chunk) {
        return write(Buffer.buffer(chunk));
    }

    @Override
    public void write(String chunk, Handler<AsyncResult<Void>> handler) {
        write(Buffer.buffer(chunk), handler);
    }

    @Override
    public Future<Void> write(String chunk, String encoding) {
        return write(Buffer.buffer(chunk, encoding));
    }

    @Override
    public void write(String chunk, String encoding, Handler<AsyncResult<Void>> handler) {
        write(Buffer.buffer(chunk, encoding), handler);
    }

    @Override
    public Future<Void> end(Buffer chunk) {
        return super.end(seen(chunk));
    }

    @Override
    public void end(Buffer chunk, Handler<AsyncResult<Void>> handler) {
        super.end(seen(chunk), handler);
    }

    @Override
    public Future<Void> end(String chunk) {
        return end(Buffer.buffer(chunk));
    }

    @Override
    public void end(String chunk, Handler<AsyncResult<Void>> handler) {
        end(Buffer.buffer(chunk), handler);
    }

    @Override
    public Future<Void> end(String chunk, String encoding) {
        return end(Buffer.buffer(chunk, encoding));
    }

    @Override
    public void end(String chunk, String encoding, Handler<AsyncResult<Void>> handler) {
        end(Buffer.buffer(chunk, encoding), handler);
    }

    @Override
    public Future<Void> send(String body) {
        return end(body);
    }

    @Override
    public void send(String body, Handler<AsyncResult<Void>> handler) {
        end(body, handler);
    }

    @Override
    public Future<Void> send(Buffer body) {
        return end(body);
    }

    @Override
    public void send(Buffer body, Handler<AsyncResult<Void>> handler) {
        end(body, handler);
    }

    @Override
    public Future<Void> send(ReadStream<Buffer> body) {
        if (!headers().contains("Content-Length")) {
            setChunked(true);
        }
        return body.pipeTo(this);
    }

    @Override
    public void send(ReadStream<Buffer> body, Handler<AsyncResult<Void>> handler) {
        send(body).onComplete(handler);
    }

    // A file goes from the disk to the socket by itself: only its size is known.

    @Override
    public Future<Void> sendFile(String filename) {
        capture.offerFile();
        return super.sendFile(filename);
    }

    @Override
    public Future<Void> sendFile(String filename, long offset) {
        capture.offerFile();
        return super.sendFile(filename, offset);
    }

    @Override
    public Future<Void> sendFile(String filename, long offset, long length) {
        capture.offerFile();
        return super.sendFile(filename, offset, length);
    }

    @Override
    public HttpServerResponse sendFile(String filename, Handler<AsyncResult<Void>> handler) {
        capture.offerFile();
        return super.sendFile(filename, handler);
    }

    @Override
    public HttpServerResponse sendFile(String filename, long offset, Handler<AsyncResult<Void>> handler) {
        capture.offerFile();
        return super.sendFile(filename, offset, handler);
    }

    @Override
    public HttpServerResponse sendFile(String filename, long offset, long length, Handler<AsyncResult<Void>> handler) {
        capture.offerFile();
        return super.sendFile(filename, offset, length, handler);
    }
}
