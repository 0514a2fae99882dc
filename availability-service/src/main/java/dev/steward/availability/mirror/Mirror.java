package dev.steward.availability.mirror;

import dev.steward.kit.valkey.LuaScript;
import dev.steward.kit.valkey.Valkey;
import dev.steward.kit.valkey.ValkeyUnavailableException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** The keys in Valkey that tell who is available; only scripts touch them, so that nobody sees half of a change. */
@Singleton
public class Mirror {
    public static final String SEEN = "mitras:seen";

    private static final String EVICTION_POLICY = "maxmemory_policy:";

    /** They name them themselves. */
    private static final List<String> NO_KEYS = List.of();

    private final Valkey valkey;
    private final Valkey patient;
    private final Doubt doubt;

    Mirror(Valkey valkey, Doubt doubt) {
        this.valkey = valkey;
        this.patient = valkey.patient();
        this.doubt = doubt;
    }

    /** The script behind the functions that all share. */
    public static LuaScript script(Class<?> owner, String resource) {
        return LuaScript.load(owner, "/dev/steward/availability/mirror/mirror.lua", resource);
    }

    /**
     * For a script that believes what it finds. Emits null, as where the mirror is missing, while there is doubt, or when
     * there is by the time of the answer: the very question may have been the first on a new connection.
     */
    public Uni<Response> ask(LuaScript script, String... arguments) {
        return believed(() -> run(script, arguments));
    }

    /** The same as a bare future. */
    public Future<io.vertx.redis.client.Response> askNow(LuaScript script, String... arguments) {
        if (doubt.isRaised()) {
            return Future.succeededFuture();
        }
        long signs = doubt.signs();
        return valkey.send(script, NO_KEYS, List.of(arguments)).map(reply -> doubt.signs() == signs ? reply : null);
    }

    /** The same for a sweep, with the patience of {@link #runPatiently}. */
    public Uni<Response> askPatiently(LuaScript script, String... arguments) {
        return believed(() -> runPatiently(script, arguments));
    }

    private Uni<Response> believed(Supplier<Uni<Response>> question) {
        return Uni.createFrom().deferred(() -> {
            if (doubt.isRaised()) {
                return Uni.createFrom().nullItem();
            }
            long signs = doubt.signs();
            return question.get().map(reply -> doubt.signs() == signs ? reply : null);
        });
    }

    /** Emits what Valkey does when its memory is full. By INFO, as CONFIG is often forbidden. */
    Uni<String> evictionPolicy() {
        return valkey.call("INFO", "memory").map(info -> info.toString().lines()
                .filter(line -> line.startsWith(EVICTION_POLICY))
                .map(line -> line.substring(EVICTION_POLICY.length()).strip())
                .findFirst().orElse("unknown"));
    }

    Uni<Response> run(LuaScript script, String... arguments) {
        return valkey.run(script, NO_KEYS, List.of(arguments));
    }

    /**
     * For a sweep: with the patience of a job. One that Valkey does not answer raises doubt; that a request had to wait
     * a little does not.
     */
    Uni<Response> runPatiently(LuaScript script, String... arguments) {
        return patient.run(script, NO_KEYS, List.of(arguments))
                .onFailure(ValkeyUnavailableException.class).invoke(doubt::raise);
    }

    /** A script's reply that is a list of mitras. */
    public static List<UUID> ids(Response reply) {
        return StreamSupport.stream(reply.spliterator(), false).map(id -> UUID.fromString(id.toString())).toList();
    }
}
