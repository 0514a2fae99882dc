package dev.steward.kit.postgres;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;

/** A connection borrowed from the pool, which goes back exactly once, or is broken off and never goes back. */
final class Loan {
    private SqlConnection connection;
    private boolean over;

    Future<SqlConnection> take(Pool pool) {
        return pool.getConnection().compose(this::taken);
    }

    /** The pool may have one only when nobody waits for it any more. */
    private Future<SqlConnection> taken(SqlConnection lent) {
        if (over) {
            lent.close();
            return Future.failedFuture(new VertxException("The deadline passed while waiting for a connection", true));
        }
        connection = lent;
        return Future.succeededFuture(lent);
    }

    boolean isTaken() {
        return connection != null;
    }

    void giveBack() {
        over = true;
        if (connection != null) {
            connection.close();
        }
    }

    /**
     * Closes the socket, because the connection is in an unknown state: PostgreSQL then rolls back what is open, and the
     * pool replaces the connection. Its {@code close} would lend it out again, with the statement that is late still on
     * it; the socket's would say goodbye and wait until PostgreSQL has done that statement, in the pool's place for
     * another.
     */
    void breakOff() {
        over = true;
        if (connection != null) {
            var socket = ((SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap().unwrap()).socket();
            socket.channelHandlerContext().pipeline().firstContext().close();
        }
    }
}
