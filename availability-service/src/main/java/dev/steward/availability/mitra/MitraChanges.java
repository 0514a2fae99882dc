package dev.steward.availability.mitra;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.postgres.Sql;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Changes of mitras, many in one transaction: the rows, their next versions, notes for the mirror, online periods,
 * and what a deactivation revokes.
 */
@Singleton
public class MitraChanges {
    // In the order of their ids, so that two transactions never wait for each other. A statement of its own: the
    // next one sees what whoever held a lock has committed, and counts sessions by that.
    private static final String LOCK = """
            SELECT id FROM mitra WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE
            """;

    // Arrays straight from the parameters would tell the planner how many there are, and it would plan anew for each group.
    private static final String CHANGE = """
            WITH given AS MATERIALIZED (
                SELECT $1::uuid[] AS ids, $2::boolean[] AS onlines, $3::boolean[] AS actives, $4::integer[] AS limits,
                       $5::text[] AS enders, $6::timestamptz[] AS seens, $7::uuid[] AS periods
            ), wanted AS MATERIALIZED (
                SELECT one.*, m.is_online AS was_online
                  FROM given
                 CROSS JOIN LATERAL unnest(ids, onlines, actives, limits, enders, seens, periods)
                       AS one (id, online, active, max_concurrent, ended_by, seen_at, period_id)
                  JOIN mitra m ON m.id = one.id
            ), changed AS (
                UPDATE mitra m
                   SET is_active = coalesce(w.active, m.is_active),
                       is_online = coalesce(w.online, m.is_online) AND coalesce(w.active, m.is_active),
                       max_concurrent = coalesce(w.max_concurrent, m.max_concurrent),
                       last_heartbeat_at = CASE WHEN w.online THEN clock_timestamp()
                                                WHEN w.seen_at IS NULL THEN m.last_heartbeat_at
                                                ELSE greatest(m.last_heartbeat_at, least(w.seen_at, now())) END,
                       version = m.version + 1
                  FROM wanted w
                 WHERE m.id = w.id AND (w.online IS NULL OR m.is_active)
                RETURNING m.*, w.was_online, w.ended_by, w.seen_at, w.period_id
            ), noted AS (
                INSERT INTO mirror_outbox (mitra_id, version)
                SELECT id, version FROM changed
            ), began AS (
                INSERT INTO online_period (id, mitra_id, started_at)
                SELECT period_id, id, last_heartbeat_at FROM changed WHERE is_online AND NOT was_online
            ), ended AS (
                UPDATE online_period p
                   SET ended_at = greatest(p.started_at,
                                           CASE WHEN c.seen_at IS NULL THEN clock_timestamp() ELSE c.last_heartbeat_at END),
                       ended_by = c.ended_by
                  FROM changed c
                 WHERE p.mitra_id = c.id AND p.ended_at IS NULL AND c.was_online AND NOT c.is_online
            ), revoked AS (
                UPDATE auth_session s
                   SET revoked_at = clock_timestamp(), revoked_by = 'deactivation'
                  FROM changed c
                 WHERE s.mitra_id = c.id AND s.revoked_at IS NULL AND NOT c.is_active
            )
            SELECT w.id, c.id IS NOT NULL AS done, c.display_name, c.is_active, c.is_online, c.max_concurrent,
                   c.last_heartbeat_at, c.version,
                   (SELECT count(*)::integer
                      FROM chat_session s
                     WHERE s.mitra_id = w.id AND s.state IN ('PENDING_PAYMENT', 'ACTIVE')) AS sessions
              FROM wanted w
              LEFT JOIN changed c ON c.id = w.id
            """;

    private final Clock clock;

    MitraChanges(Clock clock) {
        this.clock = clock;
    }

    /**
     * What became of a change.
     *
     * @param mitra
     *            as it is now; null where nothing was done, as the mitra is deactivated
     */
    public record Changed(Mitra mitra) {
        boolean isDone() {
            return mitra != null;
        }
    }

    /** Emits what became of each, in their order; null where there is no such mitra. */
    public Uni<List<Changed>> make(Sql sql, List<Wanted> wanted) {
        return sql.query(LOCK, Tuple.of(column(wanted, UUID[]::new, Wanted::id)))
                .chain(() -> Multi.createFrom().iterable(rounds(wanted))
                        .onItem().transformToUniAndConcatenate(round -> change(sql, round))
                        .collect().in(ArrayList<Changed>::new, List::addAll));
    }

    /** In each a mitra stands once at most. */
    private static List<List<Wanted>> rounds(List<Wanted> wanted) {
        List<List<Wanted>> rounds = new ArrayList<>();
        Set<UUID> met = new HashSet<>();
        for (Wanted one : wanted) {
            if (rounds.isEmpty() || !met.add(one.id())) {
                rounds.add(new ArrayList<>());
                met.clear();
                met.add(one.id());
            }
            rounds.getLast().add(one);
        }
        return rounds;
    }

    private Uni<List<Changed>> change(Sql sql, List<Wanted> round) {
        return sql.query(CHANGE, parameters(round)).map(rows -> {
            Map<UUID, Changed> found = new HashMap<>();
            rows.forEach(row -> found.put(row.getUUID("id"), changed(row)));
            return round.stream().map(one -> found.get(one.id())).toList();
        });
    }

    private static Changed changed(Row row) {
        return new Changed(row.getBoolean("done") ? Mitra.of(row) : null);
    }

    private Tuple parameters(List<Wanted> round) {
        return Tuple.from(List.of(
                column(round, UUID[]::new, Wanted::id),
                column(round, Boolean[]::new, Wanted::online),
                column(round, Boolean[]::new, Wanted::active),
                column(round, Integer[]::new, Wanted::maxConcurrent),
                column(round, String[]::new, one -> one.endedBy() == null ? null : one.endedBy().wireName()),
                column(round, OffsetDateTime[]::new, one -> utc(one.seenAt())),
                column(round, UUID[]::new, one -> Uuid7.next(clock))));
    }

    private static <T> T[] column(List<Wanted> wanted, IntFunction<T[]> array, Function<Wanted, T> value) {
        return wanted.stream().map(value).toArray(array);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
