package dev.steward.heartbeat.cart;

import dev.steward.kit.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

@Singleton
class CartStore {
    private static final String FIND = """
            SELECT items, total, currency, updated_at, version
              FROM cart
             WHERE session_id = $1
            """;

    // An update that is older than what is stored changes nothing. A clock that runs ahead must not lock out the later
    // ones.
    private static final String PUT = """
            INSERT INTO cart (session_id, items, total, currency, updated_at)
            VALUES ($1, $2, $3, $4, least(coalesce($5::timestamptz, now()), now()))
                ON CONFLICT (session_id) DO UPDATE
               SET items = EXCLUDED.items, total = EXCLUDED.total, currency = EXCLUDED.currency,
                   updated_at = EXCLUDED.updated_at, version = cart.version + 1
             WHERE cart.updated_at <= EXCLUDED.updated_at
            RETURNING items, total, currency, updated_at, version
            """;

    // SKIP LOCKED: replicas prune side by side, and none waits for a cart that is just being changed.
    private static final String PRUNE = """
            DELETE FROM cart
             WHERE session_id IN (SELECT session_id
                                    FROM cart
                                   WHERE updated_at < now() - $1::bigint * interval '1 millisecond'
                                   LIMIT 10000
                                     FOR UPDATE SKIP LOCKED)
            """;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Postgres postgres;

    CartStore(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Emits null when there is no such cart. */
    Uni<VersionedCart> find(String sessionId) {
        return postgres.first(FIND, Tuple.of(sessionId), CartStore::cart);
    }

    /** Emits null when what is stored is newer. */
    Uni<VersionedCart> put(String sessionId, CartUpdate update) {
        return postgres.first(PUT, Tuple.of(sessionId, update.items(), update.total(), update.currency(),
                utc(update.updatedAt())), CartStore::cart);
    }

    Uni<Integer> prune(Duration keptFor) {
        return postgres.update(PRUNE, Tuple.of(keptFor.toMillis()));
    }

    private static VersionedCart cart(Row row) {
        return new VersionedCart(row.getLong("version"), new Cart(
                row.getInteger("items"),
                row.getBigDecimal("total"),
                row.getString("currency"),
                row.getOffsetDateTime("updated_at").toInstant()));
    }

    /** Within what PostgreSQL can hold; before the first and after the last no cart was changed. */
    private static OffsetDateTime utc(Instant instant) {
        if (instant == null) {
            return null;
        }
        Instant bounded = instant.isBefore(EARLIEST) ? EARLIEST : instant;
        return (bounded.isAfter(LATEST) ? LATEST : bounded).atOffset(ZoneOffset.UTC);
    }
}
