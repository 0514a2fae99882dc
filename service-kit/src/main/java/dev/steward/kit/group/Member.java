package dev.steward.kit.group;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;

/**
 * One of a group.
 *
 * @param context
 *            where it is answered; null: wherever the answer comes up
 */
record Member<T, R>(T item, UniEmitter<? super R> emitter, Context context) {
    void answer(R result) {
        tell(() -> emitter.complete(result));
    }

    void fail(Throwable cause) {
        tell(() -> emitter.fail(cause));
    }

    private void tell(Runnable answer) {
        if (context == null) {
            answer.run();
        } else {
            context.runOnContext(ignored -> answer.run());
        }
    }
}
