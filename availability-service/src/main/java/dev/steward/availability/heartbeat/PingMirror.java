package dev.steward.availability.heartbeat;

import dev.steward.availability.mirror.Mirror;
import dev.steward.kit.valkey.LuaScript;
import dev.steward.kit.valkey.Valkey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Pings in Valkey: one script takes one, a scan reads all. */
@Singleton
class PingMirror {
    private static final LuaScript PING = Mirror.script(PingMirror.class, "ping.lua");
    private static final String START = "0";
    private static final String PER_CALL = "1000";

    private final Mirror mirror;
    private final Valkey patient;

    PingMirror(Mirror mirror, Valkey valkey) {
        this.mirror = mirror;
        this.patient = valkey.patient();
    }

    /** Emits null when the mirror is missing or does not know the mitra. */
    Uni<Ping> ping(UUID id) {
        return mirror.ask(PING, id.toString()).onItem().ifNotNull().transform(PingMirror::ping);
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

    private static Ping ping(Response reply) {
        Instant at = Instant.ofEpochMilli(reply.get(1).toLong());
        long epoch = reply.get(2).toLong();
        return switch (reply.get(0).toString()) {
            case "alive" -> new Ping.Alive(at, epoch);
            case "leaving" -> new Ping.Leaving();
            case "offline" -> new Ping.Offline(at, epoch);
            default -> new Ping.Deactivated();
        };
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
