package dev.steward.availability;

import dev.steward.infra.test.Stores;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** What tests do to the tables behind the service's back. */
public record Truth(Stores stores) {
    public void update(String statement, Object... parameters) {
        try (var connection = stores.connect(); var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String query) {
        try (var connection = stores.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void lastHeartbeat(UUID id, Duration ago) {
        update("UPDATE availability.mitra SET last_heartbeat_at = now() - make_interval(secs => ?) WHERE id = ?",
                ago.toSeconds(), id);
    }

    /** As whoever changes sessions must: in one transaction with the mitra's next version. */
    public void session(UUID mitra, String state) {
        update("""
                WITH session AS (INSERT INTO availability.chat_session (id, mitra_id, state) VALUES (gen_random_uuid(), ?, ?)
                                 RETURNING mitra_id)
                UPDATE availability.mitra m SET version = m.version + 1 FROM session s WHERE m.id = s.mitra_id
                """, mitra, state);
    }

    public long outboxRows() {
        return number("SELECT count(*) FROM availability.mirror_outbox");
    }
}
