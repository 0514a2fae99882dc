package dev.steward.kit.postgres;

import dev.steward.kit.breaker.Breaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * PostgreSQL with a deadline and a breaker. A server that is out of reach, too slow or full fails the Uni with
 * {@code STORE_UNAVAILABLE} (503, Retry-After), a text that PostgreSQL cannot hold with {@code VALIDATION_FAILED};
 * every
 * other
 * database error passes as it is. Exists where {@code quarkus.datasource.db-kind=postgresql}.
 */
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
public class Postgres implements Sql {
    private final Vertx vertx;
    private final Pool pool;
    private final PostgresConfig config;
    private final Breaker breaker;

    public Postgres(Vertx vertx, Pool pool, PostgresConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config;
        var settings = new Breaker.Settings("PostgreSQL", config.breakerVolume(), config.connectDeadline(),
                config.breakerDelay());
        this.breaker = new Breaker(vertx, settings, this::probe, () -> {
        }).measuredBy(metrics);
    }

    /**
     * Before the port opens: the first requests would pay for the first connection, and on a busy machine miss their
     * deadline. Without the server the service starts all the same, a moment later.
     */
    void connect(@Observes StartupEvent event) {
        UniHelper.toUni(probe().otherwiseEmpty()).await().indefinitely();
    }

    @Override
    public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return guarded(config.deadline(), connection -> new Statements(connection).query(sql, parameters));
    }

    @Override
    public Uni<RowSet<Row>> batch(String sql, List<Tuple> parameters) {
        return guarded(config.deadline(), connection -> new Statements(connection).batch(sql, parameters));
    }

    /**
     * Commits when the work's Uni emits, rolls back when it fails. The deadline covers the whole transaction: one that is
     * late is
     * rolled back, unless its commit was on its way already.
     */
    public <T> Uni<T> inTransaction(Function<Sql, Uni<T>> work) {
        return inTransaction(config.deadline(), work);
    }

    /** For a job, whose transaction may take longer than a request's; each statement still has the role's timeout. */
    public <T> Uni<T> inTransaction(Duration deadline, Function<Sql, Uni<T>> work) {
        return guarded(deadline, connection -> connection.begin()
                .chain(transaction -> commitOrRollBack(transaction,
                        Uni.createFrom().deferred(() -> work.apply(new Statements(connection))))));
    }

    private static <T> Uni<T> commitOrRollBack(Transaction transaction, Uni<T> work) {
        return work
                .onFailure().call(() -> transaction.rollback().onFailure().recoverWithNull())
                .call(transaction::commit);
    }

    private <T> Uni<T> guarded(Duration deadline, Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> breaker.isOpen()
                ? Uni.createFrom().failure(new TimeoutException())
                : UniHelper.toUni(borrow(deadline, work)))
                .invoke(breaker::answered)
                .onFailure().invoke(this::note)
                .onFailure(Unavailability::causedBy).transform(cause -> Unavailability.problem(cause, config.retryAfter()))
                .onFailure(UnstorableText::causedBy).transform(UnstorableText::problem);
    }

    private <T> Future<T> borrow(Duration deadline, Function<SqlConnection, Uni<T>> work) {
        Promise<T> result = Promise.promise();
        var loan = new Loan();
        long timer = vertx.setTimer(deadline.toMillis(), late -> {
            loan.breakOff();
            result.fail(loan.isTaken() ? new LateException() : new TimeoutException());
        });
        loan.take(pool)
                .compose(connection -> UniHelper.toFuture(work.apply(SqlConnection.newInstance(connection))))
                .onComplete(outcome -> {
                    if (vertx.cancelTimer(timer)) {
                        loan.giveBack();
                        result.handle(outcome);
                    }
                });
        return result.future();
    }

    private void note(Throwable failure) {
        if (failure instanceof LateException) {
            // Slow work is no outage; whether it is one, a cheap statement tells.
            probe().onSuccess(answer -> breaker.answered()).onFailure(breaker::failed);
        } else if (Unavailability.isOutage(failure)) {
            breaker.failed(failure);
        } else {
            breaker.answered();
        }
    }

    private Future<?> probe() {
        return borrow(config.connectDeadline(), connection -> new Statements(connection).query("SELECT 1"));
    }

    private record Statements(SqlConnection connection) implements Sql {
        @Override
        public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
            return connection.preparedQuery(sql).execute(parameters);
        }

        @Override
        public Uni<RowSet<Row>> batch(String sql, List<Tuple> parameters) {
            return connection.preparedQuery(sql).executeBatch(parameters);
        }
    }
}
