package dev.steward.kit.valkey;

import io.vertx.redis.client.impl.types.ErrorType;

/** An error that the server itself replied, which says that it is alive. */
final class ReplyError {
    private ReplyError() {}

    static boolean is(Throwable failure) {
        return failure instanceof ErrorType error && !error.is("LOADING") && !error.is("READONLY") && !error.is("MASTERDOWN");
    }

    static boolean isNoScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }
}
