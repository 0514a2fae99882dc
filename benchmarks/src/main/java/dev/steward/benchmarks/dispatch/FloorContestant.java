package dev.steward.benchmarks.dispatch;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A loop that only sends: what the receiver and the client leave to be had. */
final class FloorContestant implements Contestant {
    private final Vertx vertx;
    private final HttpClient http;
    private final RequestOptions target;
    private final int concurrency;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong answered = new AtomicLong();
    private long expected;
    private volatile int messages;

    FloorContestant(String receiver, int concurrency) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        this.vertx = Vertx.vertx();
        this.http = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(concurrency));
        this.target = new RequestOptions().setAbsoluteURI(receiver).setMethod(HttpMethod.POST)
                .putHeader("Content-Type", "application/json");
        this.concurrency = concurrency;
    }

    @Override
    public String title() {
        return "a loop without a database (floor)";
    }

    @Override
    public void enqueue(int all) {
        messages = all;
        next.set(0);
        expected = answered.get() + all;
        vertx.runOnContext(start -> {
            for (int i = 0; i < concurrency; i++) {
                send();
            }
        });
    }

    private void send() {
        int number = next.getAndIncrement();
        if (number < messages) {
            http.request(target)
                    .compose(request -> request.send(Message.delivered(number)))
                    .compose(HttpClientResponse::body)
                    .onSuccess(body -> answered.incrementAndGet())
                    .onComplete(done -> send());
        }
    }

    @Override
    public long waiting() {
        return expected - answered.get();
    }

    @Override
    public long attempts() {
        return answered.get();
    }

    @Override
    public Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
