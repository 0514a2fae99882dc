package dev.steward.kit.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Where a statement can be sent: the pool, or the one connection of a transaction. */
public interface Sql {
    Uni<RowSet<Row>> query(String sql, Tuple parameters);

    /** One statement, many parameter sets, one round trip. */
    Uni<RowSet<Row>> batch(String sql, List<Tuple> parameters);

    /** In a transaction, until its end: how long each statement may take, instead of the role's timeout for a request's. */
    default Uni<Void> limitStatements(Duration time) {
        return limit("statement_timeout", time);
    }

    /**
     * In a transaction, until its end: how long it may wait for its next statement. Then PostgreSQL ends it, so that what a
     * frozen process has locked is free for others.
     */
    default Uni<Void> limitIdling(Duration time) {
        return limit("idle_in_transaction_session_timeout", time);
    }

    private Uni<Void> limit(String setting, Duration time) {
        return query("SELECT set_config($1, $2, true)", Tuple.of(setting, time.toMillis() + "ms")).replaceWithVoid();
    }

    default Uni<RowSet<Row>> query(String sql) {
        return query(sql, Tuple.tuple());
    }

    /** Emits null when the statement returns no row. */
    default <T> Uni<T> first(String sql, Tuple parameters, Function<Row, T> mapper) {
        return query(sql, parameters).map(rows -> rows.size() == 0 ? null : mapper.apply(rows.iterator().next()));
    }

    default <T> Uni<List<T>> list(String sql, Tuple parameters, Function<Row, T> mapper) {
        return query(sql, parameters).map(rows -> rows.stream().map(mapper).toList());
    }

    /** Emits the number of rows that the statement changed. */
    default Uni<Integer> update(String sql, Tuple parameters) {
        return query(sql, parameters).map(RowSet::rowCount);
    }
}
