package dev.steward.kit.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * One message to the collector, over HTTP or gRPC: with a deadline for all of it, and a bound for the answer, of which
 * only the verdict is of interest.
 */
final class OtlpSender {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int PREFIX = 5;

    private final Vertx vertx;
    private final OtlpTarget target;
    private final HttpClient client;

    OtlpSender(Vertx vertx, OtlpTarget target, HttpClientOptions options) {
        this.vertx = vertx;
        this.target = target;
        // What a connection without a handler does, which is to log whatever is wrong with it each time.
        this.client = vertx.httpClientBuilder().with(options)
                .withConnectHandler(connection -> connection.exceptionHandler(wrong -> {
                })).build();
    }

    /** Fails with a short reason when the collector did not take it in time. */
    Future<Void> send(Buffer message) {
        Promise<Void> verdict = Promise.promise();
        long timer = vertx.setTimer(target.timeout().toMillis(),
                late -> verdict.tryFail("no answer within " + target.timeout().toMillis() + " ms"));
        client.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(target.url().toString()))
                .onFailure(verdict::tryFail)
                .onSuccess(request -> exchange(request, message, verdict));
        return verdict.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void exchange(HttpClientRequest request, Buffer message, Promise<Void> verdict) {
        verdict.future().onFailure(cause -> request.reset());
        request.response().onFailure(verdict::tryFail).onSuccess(response -> read(response, verdict));
        target.headers().forEach(request::putHeader);
        if (target.grpc()) {
            request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
        } else {
            request.putHeader("content-type", "application/x-protobuf");
        }
        if (target.compressed()) {
            request.putHeader(target.grpc() ? "grpc-encoding" : "content-encoding", "gzip");
        }
        request.end(target.grpc() ? framed(message) : message).onFailure(verdict::tryFail);
    }

    private Buffer framed(Buffer message) {
        return Buffer.buffer(PREFIX + message.length()).appendByte((byte) (target.compressed() ? 1 : 0))
                .appendInt(message.length()).appendBuffer(message);
    }

    private void read(HttpClientResponse response, Promise<Void> verdict) {
        var length = new int[1];
        response.exceptionHandler(verdict::tryFail);
        response.handler(chunk -> {
            length[0] += chunk.length();
            if (length[0] > LONGEST_ANSWER) {
                verdict.tryFail("its answer does not end");
            }
        });
        response.endHandler(end -> conclude(response, verdict));
    }

    private void conclude(HttpClientResponse response, Promise<Void> verdict) {
        String status = target.grpc() ? grpcStatus(response) : null;
        if (response.statusCode() / 100 != 2) {
            verdict.tryFail("it answered " + response.statusCode());
        } else if (target.grpc() && !"0".equals(status)) {
            verdict.tryFail("its gRPC status is " + status);
        } else {
            verdict.tryComplete();
        }
    }

    private static String grpcStatus(HttpClientResponse response) {
        String trailer = response.getTrailer("grpc-status");
        return trailer == null ? response.getHeader("grpc-status") : trailer;
    }

    CompletableResultCode close() {
        var closed = new CompletableResultCode();
        client.close().onComplete(done -> closed.succeed());
        return closed;
    }
}
