package dev.steward.availability.absence;

import dev.steward.availability.heartbeat.HeartbeatConfig;
import dev.steward.availability.mirror.Mirror;
import dev.steward.kit.valkey.LuaScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Who is absent, by Valkey's clock and memory. */
@Singleton
class AbsenceMirror {
    private static final LuaScript ABSENT = Mirror.script(AbsenceMirror.class, "absent.lua");
    private static final LuaScript LONGEST = Mirror.script(AbsenceMirror.class, "longest.lua");
    private static final LuaScript LEAVE = Mirror.script(AbsenceMirror.class, "leave.lua");

    private final Mirror mirror;
    private final String fresh;
    private final String every;

    AbsenceMirror(Mirror mirror, HeartbeatConfig heartbeat, AbsenceConfig config) {
        this.mirror = mirror;
        this.fresh = Long.toString(heartbeat.freshFor().toMillis());
        this.every = Long.toString(config.sweepEvery().toMillis());
    }

    /**
     * @param turn
     *            no other replica has swept within the interval
     * @param beforeMillis
     *            who pinged last before is absent
     * @param heldMillis
     *            for so long nobody is to be taken offline
     */
    record Absent(boolean turn, String epoch, long beforeMillis, long online, long absent, long heldMillis) {}

    /** Emits null while the mirror must not be believed. */
    Uni<Absent> look() {
        return mirror.askPatiently(ABSENT, fresh, every).onItem().ifNotNull().transform(reply -> new Absent(
                reply.get(0).toInteger() == 1, reply.get(1).toString(), reply.get(2).toLong(), reply.get(3).toLong(),
                reply.get(4).toLong(), reply.get(5).toLong()));
    }

    /** Emits the last pings of those who have been absent the longest. */
    Uni<Map<UUID, Instant>> longest(Absent found, long limit) {
        return mirror.askPatiently(LONGEST, Long.toString(found.beforeMillis()), Long.toString(limit))
                .map(AbsenceMirror::pings);
    }

    /** Emits those of them who have not pinged meanwhile, and are marked as leaving now. */
    Uni<List<UUID>> leave(Absent found, List<UUID> ids) {
        String[] arguments = Stream.concat(Stream.of(found.epoch(), Long.toString(found.beforeMillis())),
                ids.stream().map(UUID::toString)).toArray(String[]::new);
        return mirror.askPatiently(LEAVE, arguments).map(AbsenceMirror::ids);
    }

    private static Map<UUID, Instant> pings(Response reply) {
        Map<UUID, Instant> pings = new LinkedHashMap<>();
        for (int i = 0; reply != null && i < reply.size(); i += 2) {
            pings.put(UUID.fromString(reply.get(i).toString()), Instant.ofEpochMilli(reply.get(i + 1).toLong()));
        }
        return pings;
    }

    /** None where the mirror is in doubt meanwhile. */
    private static List<UUID> ids(Response reply) {
        return reply == null ? List.of() : Mirror.ids(reply);
    }
}
