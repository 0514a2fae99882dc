package dev.steward.kit.valkey;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;

/** An error that the server itself replied, which says that it is alive and can serve. */
final class ReplyError {
    /** Replies of a server that cannot serve now, and what the client calls a connection that broke before the reply. */
    private static final List<String> NOT_SERVING = List.of("LOADING", "READONLY", "MASTERDOWN", "CONNECTION_CLOSED");

    private ReplyError() {}

    static boolean is(Throwable failure) {
        return failure instanceof ErrorType error && NOT_SERVING.stream().noneMatch(error::is);
    }

    static boolean isNoScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }
}
