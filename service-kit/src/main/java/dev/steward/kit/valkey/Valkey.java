package dev.steward.kit.valkey;

import dev.steward.kit.breaker.Breaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Valkey with a deadline and a breaker. A server that is out of reach or too slow fails the Uni with
 * {@link ValkeyUnavailableException}; an error reply (wrong type, script error) passes as it is and does not trip the
 * breaker.
 * All calls share one connection, which pipelines them: many at once cost no more than a few.
 */
@Singleton
public class Valkey {
    private final Vertx vertx;
    private final Line line;
    private final Guard guard;
    private final Duration deadline;
    private final Valkey patient;

    @Inject
    public Valkey(Vertx vertx, ValkeyConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.line = new Line(vertx, config.url());
        this.guard = Guard.of(breaker(vertx, line, config).measuredBy(metrics));
        this.deadline = config.deadline();
        this.patient = new Valkey(vertx, new Line(vertx, config.url()), config.jobDeadline());
    }

    private Valkey(Vertx vertx, Line line, Duration deadline) {
        this.vertx = vertx;
        this.line = line;
        this.guard = Guard.ofJobs(line);
        this.deadline = deadline;
        this.patient = this;
    }

    private static Breaker breaker(Vertx vertx, Line line, ValkeyConfig config) {
        var settings = new Breaker.Settings("Valkey", config.breakerVolume(), config.deadline(), config.breakerDelay());
        return new Breaker(vertx, settings, () -> line.send(Request.cmd(Command.PING)), line::drop);
    }

    /** The first call would pay for the connection, and perhaps miss its deadline. */
    void connect(@Observes StartupEvent event) {
        line.send(Request.cmd(Command.PING));
    }

    void close(@Observes ShutdownEvent event) {
        line.drop();
        patient.line.drop();
    }

    /** The same for a job, for which nobody waits: with a longer deadline, and past the breaker, open or not. */
    public Valkey patient() {
        return patient;
    }

    /** Sends one command. Emits null for a nil reply. */
    public Uni<Response> call(String command, String... arguments) {
        Request request = request(command, List.of(arguments));
        return guarded(() -> line.send(request));
    }

    /** Runs a script: by its digest, and with its source where the server does not know it yet. */
    public Uni<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return guarded(() -> line.send(request(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> ReplyError.isNoScript(failure)
                        ? line.send(request(Command.EVAL, script.source(), keys, arguments))
                        : Future.failedFuture(failure)));
    }

    private Uni<Response> guarded(Supplier<Future<io.vertx.redis.client.Response>> call) {
        return Uni.createFrom().emitter(emitter -> {
            if (guard.refuses()) {
                emitter.fail(new ValkeyUnavailableException("it did not answer before, and is not tried yet again"));
                return;
            }
            long timer = vertx.setTimer(deadline.toMillis(), late -> settle(Future.failedFuture(tooLate()), emitter));
            call.get().onComplete(outcome -> {
                if (vertx.cancelTimer(timer)) {
                    settle(outcome, emitter);
                }
            });
        });
    }

    private void settle(AsyncResult<io.vertx.redis.client.Response> outcome, UniEmitter<? super Response> emitter) {
        boolean answered = outcome.succeeded() || ReplyError.is(outcome.cause());
        guard.ended(answered, outcome.cause());
        if (outcome.succeeded()) {
            emitter.complete(Response.newInstance(outcome.result()));
        } else {
            emitter.fail(answered ? outcome.cause() : new ValkeyUnavailableException(outcome.cause()));
        }
    }

    private Throwable tooLate() {
        return new NoStackTraceThrowable("no answer within %d ms".formatted(deadline.toMillis()));
    }

    private static Request request(String command, List<String> arguments) {
        Request request = Request.cmd(Command.create(command));
        arguments.forEach(request::arg);
        return request;
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }
}
