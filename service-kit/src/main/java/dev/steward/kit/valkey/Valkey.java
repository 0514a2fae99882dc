package dev.steward.kit.valkey;

import dev.steward.kit.breaker.Breaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Valkey with a deadline and a breaker. A server that is out of reach or too slow fails the Uni with {@link
 * ValkeyUnavailableException}; an error reply (wrong type, script error) passes as it is and does not trip the
 * breaker. The calls of an event loop share a connection, which pipelines them: many at once cost no more than a
 * few.
 */
@Singleton
public class Valkey {
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Lines lines;
    private final Guard guard;
    private final Duration deadline;
    private final Valkey patient;

    @Inject
    public Valkey(Vertx vertx, ValkeyConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.lines = Lines.ofEachLoop(vertx, config.url());
        this.guard = Guard.of(breaker(vertx, lines, config).measuredBy(metrics), config.breakerVolume());
        this.deadline = config.deadline();
        this.patient = new Valkey(vertx, Lines.one(vertx, config.url()), config.jobDeadline());
    }

    private Valkey(Vertx vertx, Lines lines, Duration deadline) {
        this.vertx = vertx;
        this.lines = lines;
        this.guard = Guard.ofJobs();
        this.deadline = deadline;
        this.patient = this;
    }

    private static Breaker breaker(Vertx vertx, Lines lines, ValkeyConfig config) {
        var settings = new Breaker.Settings("Valkey", config.breakerVolume(), config.deadline(), config.breakerDelay());
        return new Breaker(vertx, settings, () -> lines.mine().send(Request.cmd(Command.PING)), lines::drop);
    }

    /**
     * Before the port opens, and before anybody asks. Without the server the service starts all the same, a moment later.
     */
    void connect(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        UniHelper.toUni(Future.join(lines.connect(), patient.lines.connect()))
                .ifNoItem().after(CONNECTS_WITHIN).fail()
                .onFailure().recoverWithNull()
                .await().indefinitely();
    }

    /**
     * Runs after each connection made from now on, before anything is answered on it: it may lead to a server that
     * knows less than the one before. On an event loop.
     */
    public void onConnection(Runnable listener) {
        lines.onConnection(listener);
        patient.lines.onConnection(listener);
    }

    void close(@Observes ShutdownEvent event) {
        lines.drop();
        patient.lines.drop();
    }

    /** The same for a job, for which nobody waits: with a longer deadline, and past the breaker, open or not. */
    public Valkey patient() {
        return patient;
    }

    /** Sends one command. Emits null for a nil reply. */
    public Uni<Response> call(String command, String... arguments) {
        Request request = request(command, List.of(arguments));
        return emitted(() -> guarded(line -> line.send(request)));
    }

    /** Runs a script: by its digest, and with its source where the server does not know it yet. */
    public Uni<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return emitted(() -> send(script, keys, arguments));
    }

    /**
     * The same at once and as a bare future: for where a microsecond counts, and nothing has to follow the caller around.
     */
    public Future<io.vertx.redis.client.Response> send(LuaScript script, List<String> keys, List<String> arguments) {
        return guarded(line -> line.send(request(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> ReplyError.isNoScript(failure)
                        ? line.send(request(Command.EVAL, script.source(), keys, arguments))
                        : Future.failedFuture(failure)));
    }

    private static Uni<Response> emitted(Supplier<Future<io.vertx.redis.client.Response>> call) {
        return Uni.createFrom().emitter(emitter -> call.get()
                .onSuccess(reply -> emitter.complete(Response.newInstance(reply)))
                .onFailure(emitter::fail));
    }

    private Future<io.vertx.redis.client.Response> guarded(Function<Line, Future<io.vertx.redis.client.Response>> call) {
        if (guard.refuses()) {
            return Future.failedFuture(
                    new ValkeyUnavailableException("it did not answer before, and is not tried yet again"));
        }
        Line line = lines.mine();
        Promise<io.vertx.redis.client.Response> answer = Promise.promise();
        long timer = vertx.setTimer(deadline.toMillis(), late -> settle(line, Future.failedFuture(tooLate()), answer));
        call.apply(line).onComplete(outcome -> {
            if (vertx.cancelTimer(timer)) {
                settle(line, outcome, answer);
            }
        });
        return answer.future();
    }

    private void settle(Line line, AsyncResult<io.vertx.redis.client.Response> outcome,
            Promise<io.vertx.redis.client.Response> answer) {
        boolean answered = outcome.succeeded() || ReplyError.is(outcome.cause());
        guard.ended(line, answered, outcome.cause());
        if (outcome.succeeded() || answered) {
            answer.handle(outcome);
        } else {
            answer.fail(new ValkeyUnavailableException(outcome.cause()));
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
