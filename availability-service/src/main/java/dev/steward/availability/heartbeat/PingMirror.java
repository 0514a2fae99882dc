package dev.steward.availability.heartbeat;

import dev.steward.availability.heartbeat.PingGroup.Found;
import dev.steward.availability.mirror.Mirror;
import dev.steward.kit.valkey.LuaScript;
import dev.steward.kit.valkey.Valkey;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Pings in Valkey: one script takes some, a scan reads all. */
@Singleton
class PingMirror {
    private static final LuaScript PING = Mirror.script(PingMirror.class, "ping.lua");
    private static final String START = "0";
    private static final String PER_CALL = "1000";

    private final Mirror mirror;
    private final Valkey patient;
    private final Map<EventLoop, PingGroup> groups = new ConcurrentHashMap<>();

    PingMirror(Mirror mirror, Valkey valkey) {
        this.mirror = mirror;
        this.patient = valkey.patient();
    }

    /** Emits null when the mirror is missing or does not know the mitra; on the caller's context, which holds its trace. */
    Uni<Ping> ping(UUID id) {
        return Uni.createFrom().emitter(emitter -> {
            ContextInternal own = ContextInternal.current();
            Promise<Ping> answer = own == null ? Promise.promise() : own.promise();
            answer.future().onSuccess(emitter::complete).onFailure(emitter::fail);
            pingNow(id).onComplete(answer);
        });
    }

    /** The same as a bare future, on the caller's event loop, but on no context. */
    Future<Ping> pingNow(UUID id) {
        ContextInternal context = ContextInternal.current();
        return context == null || !context.inThread()
                ? send(List.of(id)).map(found -> found == null ? null : found.of(0))
                : groupOf(context).add(id);
    }

    private PingGroup groupOf(ContextInternal context) {
        PingGroup known = groups.get(context.nettyEventLoop());
        return known == null ? groups.computeIfAbsent(context.nettyEventLoop(), loop -> groupOn(context.unwrap())) : known;
    }

    private PingGroup groupOn(ContextInternal loop) {
        return new PingGroup(work -> loop.runOnContext(turn -> work.run()), this::send);
    }

    Future<Found> send(List<UUID> ids) {
        return mirror.askNow(PING, ids.stream().map(UUID::toString).toArray(String[]::new))
                .map(reply -> reply == null ? null : found(reply));
    }

    private static Found found(io.vertx.redis.client.Response reply) {
        return new Found(Instant.ofEpochMilli(reply.get(0).toLong()), reply.get(1).toLong(), reply.get(2).toString());
    }

    /** The last ping of everybody who is online. A scan, since a reply of all at once would hold up the pings. */
    Uni<Map<UUID, Instant>> lastPings() {
        return Multi.createBy().repeating().uni(() -> new Scan(START, new HashMap<>()), this::scanSome)
                .whilst(scan -> !scan.cursor.equals(START))
                .collect().last()
                .map(scan -> scan.found);
    }

    private Uni<Scan> scanSome(Scan scan) {
        return patient.call("ZSCAN", Mirror.SEEN, scan.cursor, "COUNT", PER_CALL).map(scan::advance);
    }

    private static final class Scan {
        private final Map<UUID, Instant> found;
        private String cursor;

        Scan(String cursor, Map<UUID, Instant> found) {
            this.cursor = cursor;
            this.found = found;
        }

        Scan advance(Response reply) {
            cursor = reply.get(0).toString();
            Response items = reply.get(1);
            for (int i = 0; i < items.size(); i += 2) {
                found.put(UUID.fromString(items.get(i).toString()), Instant.ofEpochMilli(items.get(i + 1).toLong()));
            }
            return this;
        }
    }
}
