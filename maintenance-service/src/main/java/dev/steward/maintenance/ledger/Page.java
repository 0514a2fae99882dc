package dev.steward.maintenance.ledger;

import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/** One change while it is being made: nobody else changes anything until it ends. */
public final class Page {
    private static final String ENTER = """
            INSERT INTO event (revision, seq, action, actor, window_id, link_id, before, after)
            SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7
              FROM event
             WHERE revision = $1
            """;

    private final Sql sql;
    private final Snapshot before;
    private boolean written;

    /**
     * What is entered into the books.
     *
     * @param windowId
     *            null where it is not about a window; likewise {@code linkId}
     * @param before
     *            null for something new; {@code after}: null for something that is gone
     */
    public record Entry(String action, String actor, UUID windowId, UUID linkId, JsonObject before, JsonObject after) {}

    Page(Sql sql, Snapshot before) {
        this.sql = sql;
        this.before = before;
    }

    public Sql sql() {
        return sql;
    }

    /** What is stored now. */
    public Snapshot before() {
        return before;
    }

    /** The number that this change gets. */
    long revision() {
        return before.revision() + 1;
    }

    boolean isWritten() {
        return written;
    }

    public Uni<Void> enter(Entry entry) {
        written = true;
        return sql.query(ENTER, Tuple.tuple().addLong(revision()).addString(entry.action()).addString(entry.actor())
                .addUUID(entry.windowId()).addUUID(entry.linkId()).addValue(entry.before()).addValue(entry.after()))
                .replaceWithVoid();
    }
}
