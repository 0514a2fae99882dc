package dev.steward.kit.valkey;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Valkey with a deadline and a breaker. A server that is out of reach or too slow fails the Uni with
 * {@link ValkeyUnavailableException}; an error reply (wrong type, script error) passes as it is and does not trip the
 * breaker.
 */
@Singleton
public class Valkey {
    private static final TypeLiteral<Uni<Response>> RESPONSE = new TypeLiteral<>() {
    };

    private final ReactiveRedisDataSource redis;
    private final TypedGuard<Uni<Response>> guard;
    private final TypedGuard<Uni<Response>> patientGuard;

    @Inject
    public Valkey(ReactiveRedisDataSource redis, ValkeyConfig config) {
        this(redis, hasty(config), patient(config));
    }

    private Valkey(ReactiveRedisDataSource redis, TypedGuard<Uni<Response>> guard, TypedGuard<Uni<Response>> patientGuard) {
        this.redis = redis;
        this.guard = guard;
        this.patientGuard = patientGuard;
    }

    private static TypedGuard<Uni<Response>> hasty(ValkeyConfig config) {
        return TypedGuard.create(RESPONSE)
                .withDescription("valkey")
                .withThreadOffload(false)
                .withCircuitBreaker()
                .requestVolumeThreshold(config.breakerVolume())
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .when(failure -> !ReplyError.is(failure))
                .done()
                .withTimeout()
                .duration(config.deadline().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    private static TypedGuard<Uni<Response>> patient(ValkeyConfig config) {
        return TypedGuard.create(RESPONSE)
                .withDescription("valkey for jobs")
                .withThreadOffload(false)
                .withTimeout()
                .duration(config.jobDeadline().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** The same for a job, for which nobody waits: with a longer deadline, and past the breaker, open or not. */
    public Valkey patient() {
        return new Valkey(redis, patientGuard, patientGuard);
    }

    /** Sends one command. Emits null for a nil reply. */
    public Uni<Response> call(String command, String... arguments) {
        return guarded(() -> redis.execute(command, arguments));
    }

    /** Runs a script: by its digest, and with its source where the server does not know it yet. */
    public Uni<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return guarded(() -> redis.execute("EVALSHA", scriptArguments(script.sha1(), keys, arguments))
                .onFailure(ReplyError::isNoScript)
                .recoverWithUni(() -> redis.execute("EVAL", scriptArguments(script.source(), keys, arguments))));
    }

    private Uni<Response> guarded(Supplier<Uni<Response>> call) {
        return Uni.createFrom().deferred(() -> guard.get(call))
                .onFailure(failure -> !ReplyError.is(failure)).transform(ValkeyUnavailableException::new);
    }

    private static String[] scriptArguments(String script, List<String> keys, List<String> arguments) {
        List<String> all = new ArrayList<>(2 + keys.size() + arguments.size());
        all.add(script);
        all.add(Integer.toString(keys.size()));
        all.addAll(keys);
        all.addAll(arguments);
        return all.toArray(String[]::new);
    }
}
