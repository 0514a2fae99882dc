package dev.steward.availability.absence;

import dev.steward.availability.Truth;
import dev.steward.infra.test.Stores;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What tests do to the clocks: they set back what both stores remember. */
record Absences(Stores stores) {
    private static final Duration LONG_AGO = Duration.ofHours(2);

    /** As if the mirror had been filled long ago, and it were time for the next sweep. */
    void turn() {
        stores.valkey("HSET", "mitras:meta", "seededAt", "0", "sweptAt", ago(Duration.ofHours(1)));
    }

    /** Behind the service's back; the mirror has to be made anew. */
    List<UUID> createOnline(int mitras) {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(mitras).toList();
        ids.forEach(id -> new Truth(stores).update("""
                WITH mitra AS (INSERT INTO availability.mitra (id, display_name, max_concurrent, is_online, last_heartbeat_at)
                               VALUES (?, 'Sari', 3, true, now()) RETURNING id)
                INSERT INTO availability.online_period (id, mitra_id, started_at) SELECT gen_random_uuid(), id, now() FROM mitra
                """, id));
        return ids;
    }

    void sweptBefore(Duration ago) {
        stores.valkey("HSET", "mitras:meta", "sweptAt", ago(ago));
    }

    void filledBefore(Duration ago) {
        stores.valkey("HSET", "mitras:meta", "seededAt", ago(ago));
    }

    void absent(UUID id) {
        absentInValkey(id, LONG_AGO);
        new Truth(stores).lastHeartbeat(id, LONG_AGO);
    }

    void absentInValkey(UUID id, Duration since) {
        stores.valkey("ZADD", "mitras:seen", "XX", ago(since), id.toString());
        stores.valkey("ZADD", "mitras:avail", "XX", ago(since), id.toString());
    }

    /** Of everybody. */
    void allAbsent() {
        stores.valkey("EVAL", """
                for _, id in ipairs(redis.call('ZRANGE', 'mitras:seen', 0, -1)) do
                  redis.call('ZADD', 'mitras:seen', ARGV[1], id)
                end
                return 1""", "0", ago(LONG_AGO));
        new Truth(stores).update("UPDATE availability.mitra SET last_heartbeat_at = now() - interval '2 h' WHERE is_online");
    }

    boolean isOnline(UUID id) {
        boolean online = new Truth(stores).number(
                "SELECT is_online::integer FROM availability.mitra WHERE id = '%s'".formatted(id)) == 1;
        boolean mirrored = stores.valkey("SISMEMBER", "mitras:online", id.toString()).equals(1L);
        if (online != mirrored) {
            throw new IllegalStateException("online in Postgres: %b, in the mirror: %b".formatted(online, mirrored));
        }
        return online;
    }

    long online() {
        return new Truth(stores).number("SELECT count(*) FROM availability.mitra WHERE is_online");
    }

    private String ago(Duration time) {
        Object[] now = ((List<?>) stores.valkey("TIME")).toArray();
        return Long.toString(Long.parseLong(now[0].toString()) * 1000 - time.toMillis());
    }
}
