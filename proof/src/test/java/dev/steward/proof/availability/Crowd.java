package dev.steward.proof.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Many mitras at once, by SQL and by single commands, as if each had been created, gone online and pinged. */
record Crowd(Stage stage) {
    /** The version of a mitra that was created and went online, and of whom nothing else is known. */
    static final int ONLINE = 2;

    private static final String CREATE = """
            WITH made AS (
                INSERT INTO mitra (id, display_name, max_concurrent)
                SELECT gen_random_uuid(), 'Sari', 3 FROM generate_series(1, ?)
                RETURNING id, version
            ), noted AS (
                INSERT INTO mirror_outbox (mitra_id, version) SELECT id, version FROM made
            )
            SELECT id FROM made
            """;

    private static final String GO_ONLINE = """
            WITH changed AS (
                UPDATE mitra SET is_online = true, last_heartbeat_at = now(), version = version + 1 WHERE id = ANY (?::uuid[])
                RETURNING id, version
            ), begun AS (
                INSERT INTO online_period (id, mitra_id, started_at) SELECT gen_random_uuid(), id, now() FROM changed
            )
            INSERT INTO mirror_outbox (mitra_id, version) SELECT id, version FROM changed
            """;

    private static final String GO_HOME = """
            WITH changed AS (
                UPDATE mitra SET is_online = false, version = version + 1 WHERE is_online
                RETURNING id, version
            ), ended AS (
                UPDATE online_period SET ended_at = now(), ended_by = 'mitra' WHERE ended_at IS NULL
            )
            INSERT INTO mirror_outbox (mitra_id, version) SELECT id, version FROM changed
            """;

    private static final String LAST_PING = """
            UPDATE mitra SET last_heartbeat_at = now() + make_interval(secs => ?) WHERE id = ANY (?::uuid[])
            """;

    private static final String BEGIN = """
            INSERT INTO chat_session (id, mitra_id, state) VALUES (gen_random_uuid(), ?, 'ACTIVE') RETURNING mitra_id
            """;

    private static final String END = """
            UPDATE chat_session SET state = 'ENDED' WHERE mitra_id = ? AND state = 'ACTIVE' RETURNING mitra_id
            """;

    private static final String CHAT = """
            WITH session AS (%s), changed AS (
                UPDATE mitra SET version = version + 1 WHERE id IN (SELECT mitra_id FROM session) RETURNING id, version
            )
            INSERT INTO mirror_outbox (mitra_id, version) SELECT id, version FROM changed
            """;

    static Crowd of(Stage stage) {
        return new Crowd(stage);
    }

    /** Offline, and in the mirror soon. */
    List<UUID> created(int number) {
        return stage.database().list(CREATE, row -> row.getObject("id", UUID.class), number);
    }

    List<Mitra> mitras(int number) {
        return created(number).stream().map(id -> new Mitra(id, stage.issuer().token(id.toString(), "mitra"))).toList();
    }

    /** Online, and in the mirror. */
    List<UUID> online(int number) {
        List<UUID> ids = created(number);
        stage.database().change(GO_ONLINE, array(ids));
        stage.converges(Duration.ofSeconds(20));
        return ids;
    }

    /** Whoever is online goes offline. */
    void goHome() {
        stage.database().change(GO_HOME);
    }

    /** The tables are emptied, and so is Valkey, so that the mirror is made anew. */
    void forgetAll() {
        stage.database().change("TRUNCATE mitra CASCADE");
        stage.valkey("FLUSHDB");
    }

    /**
     * Valkey first: what Postgres gets from it is never older.
     *
     * @param fromNow
     *            negative for the past; in the future for those who need not ping again
     */
    void lastPing(Collection<UUID> ids, Duration fromNow) {
        // Twice, as a sweep between the stores believes the later of the two, and brings it to the other.
        for (int time = 0; time < 2; time++) {
            setLastPing(ids, fromNow);
        }
    }

    private void setLastPing(Collection<UUID> ids, Duration fromNow) {
        String at = Long.toString(Instant.now().plus(fromNow).toEpochMilli());
        for (String key : List.of("mitras:seen", "mitras:avail")) {
            var words = new ArrayList<>(List.of("ZADD", key, "XX"));
            ids.forEach(id -> words.addAll(List.of(at, id.toString())));
            stage.valkey(words.toArray(String[]::new));
        }
        stage.database().change(LAST_PING, fromNow.toMillis() / 1000.0, array(ids));
    }

    /** A chat with this mitra begins, or all of them end; the mirror learns of it by the outbox. */
    void chat(UUID mitra, boolean begins) {
        stage.database().change(CHAT.formatted(begins ? BEGIN : END), mitra);
    }

    /** How many of them have so many versions. */
    long atVersion(int version, Collection<UUID> ids) {
        return stage.database().number("SELECT count(*) FROM mitra WHERE version = ? AND id = ANY (?::uuid[])", version,
                array(ids));
    }

    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
