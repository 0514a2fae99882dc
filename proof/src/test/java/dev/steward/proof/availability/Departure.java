package dev.steward.proof.availability;

import dev.steward.proof.Database;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The sweep took this mitra offline.
 *
 * @param at
 *            when it did, by the clock of Postgres; its online period ended with its last ping
 */
record Departure(UUID mitra, Instant at) {
    private static final String FOLLOW = """
            CREATE SCHEMA proof;
            CREATE TABLE proof.departure (mitra_id uuid NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
            CREATE FUNCTION proof.note_departure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
            'BEGIN INSERT INTO proof.departure (mitra_id) VALUES (NEW.mitra_id); RETURN NULL; END';
            CREATE TRIGGER note_departure AFTER UPDATE ON online_period FOR EACH ROW
              WHEN (OLD.ended_at IS NULL AND NEW.ended_by = 'sweep') EXECUTE FUNCTION proof.note_departure()
            """;

    /** From now on all are noted. */
    static void follow(Database database) {
        database.change(FOLLOW);
    }

    /** In their order. */
    static List<Departure> since(Stage stage, Instant begin) {
        return stage.database().list("SELECT mitra_id, at FROM proof.departure WHERE at >= ?::timestamptz ORDER BY at",
                row -> new Departure(row.getObject("mitra_id", UUID.class), row.getTimestamp("at").toInstant()),
                begin.toString());
    }
}
