package dev.steward.availability.mirror;

import dev.steward.kit.valkey.LuaScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** The scripts that change the mirror, and the one that looks whether it is there. */
@Singleton
class MirrorWriter {
    private static final LuaScript APPLY = Mirror.script(MirrorWriter.class, "apply.lua");
    private static final LuaScript BEGIN = Mirror.script(MirrorWriter.class, "seed_begin.lua");
    private static final LuaScript FINISH = Mirror.script(MirrorWriter.class, "seed_finish.lua");
    private static final LuaScript PROBE = Mirror.script(MirrorWriter.class, "probe.lua");
    private static final LuaScript ABANDONED = Mirror.script(MirrorWriter.class, "abandoned.lua");
    private static final String NO_SEED = "";

    /** What a seed found: a mirror that another seed has just filled, one that is believed, or none. */
    enum Begun {
        RECENT,
        LIVE,
        EMPTY
    }

    private final Mirror mirror;

    MirrorWriter(Mirror mirror) {
        this.mirror = mirror;
    }

    /**
     * What became of many.
     *
     * @param wrong
     *            of so many the mirror had this version, and other content
     * @param ahead
     *            of these the mirror has a later version, and keeps it
     */
    record Applied(int wrong, List<UUID> ahead) {
        static Applied of(Response reply) {
            return new Applied(reply.get(0).toInteger(), Mirror.ids(reply.get(1)));
        }
    }

    /** For a request, which does not wait for long. */
    Uni<Applied> applyNow(List<MirroredMitra> changed) {
        return mirror.run(APPLY, arguments(NO_SEED, changed)).map(Applied::of);
    }

    Uni<Applied> apply(List<MirroredMitra> mitras) {
        return apply(NO_SEED, mitras);
    }

    /** The same for the seed with this token; fails once another has begun or the mirror was lost. */
    Uni<Applied> apply(String token, List<MirroredMitra> mitras) {
        return mirror.runPatiently(APPLY, arguments(token, mitras)).map(Applied::of);
    }

    /** Emits those who were to be taken offline so long ago, by somebody who did not come to it. */
    Uni<List<UUID>> abandoned(Duration longerThan) {
        return mirror.runPatiently(ABANDONED, Long.toString(longerThan.toMillis()))
                .map(Mirror::ids);
    }

    Uni<Begun> begin(String token, boolean afresh, Duration enough) {
        return mirror.runPatiently(BEGIN, token, afresh ? "1" : "0", Long.toString(enough.toMillis()))
                .map(begun -> Begun.valueOf(begun.toString().toUpperCase(Locale.ROOT)));
    }

    /** Emits how many mitras the mirror knows. A new epoch makes it believed; without one it was all the time. */
    Uni<Long> finish(String token, String epoch) {
        return mirror.runPatiently(FINISH, token, epoch).map(Response::toLong);
    }

    /** Emits the epoch; null where there is no mirror that may be believed. */
    Uni<Long> epoch() {
        return mirror.runPatiently(PROBE).onItem().ifNotNull().transform(Response::toLong);
    }

    /** The same with no more patience than a request has. */
    Uni<Long> epochNow() {
        return mirror.run(PROBE).onItem().ifNotNull().transform(Response::toLong);
    }

    /** Emits what Valkey does when its memory is full; anything but {@code noeviction} takes keys of the mirror away. */
    Uni<String> evictionPolicy() {
        return mirror.evictionPolicy();
    }

    private static String[] arguments(String token, List<MirroredMitra> mitras) {
        return Stream.concat(Stream.of(token), mitras.stream().flatMap(MirroredMitra::arguments)).toArray(String[]::new);
    }
}
