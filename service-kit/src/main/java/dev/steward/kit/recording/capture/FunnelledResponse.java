package dev.steward.kit.recording.capture;

import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;

/** A response whose many ways to write all lead through the few that take a buffer, or a file with its part. */
abstract class FunnelledResponse extends AbstractResponseWrapper {
    FunnelledResponse(HttpServerResponse response) {
        super(response);
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
    public void end(Handler<AsyncResult<Void>> handler) {
        whenWritten(end(), handler);
    }

    @Override
    public void end(Buffer chunk, Handler<AsyncResult<Void>> handler) {
        whenWritten(end(chunk), handler);
    }

    private static void whenWritten(Future<Void> written, Handler<AsyncResult<Void>> handler) {
        if (handler != null) {
            written.onComplete(handler);
        }
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
    public Future<Void> send() {
        return end();
    }

    @Override
    public void send(Handler<AsyncResult<Void>> handler) {
        end(handler);
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

    @Override
    public Future<Void> sendFile(String filename) {
        return sendFile(filename, 0);
    }

    @Override
    public Future<Void> sendFile(String filename, long offset) {
        return sendFile(filename, offset, Long.MAX_VALUE);
    }

    @Override
    public HttpServerResponse sendFile(String filename, Handler<AsyncResult<Void>> handler) {
        return sendFile(filename, 0, handler);
    }

    @Override
    public HttpServerResponse sendFile(String filename, long offset, Handler<AsyncResult<Void>> handler) {
        return sendFile(filename, offset, Long.MAX_VALUE, handler);
    }
}
