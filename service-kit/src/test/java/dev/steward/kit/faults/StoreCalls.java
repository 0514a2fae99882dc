package dev.steward.kit.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.summingLong;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls to a store, however they end. */
public final class StoreCalls {
    private StoreCalls() {}

    /** How many of so many calls at once are answered. */
    public static CompletableFuture<Long> answered(int calls, Supplier<Uni<?>> call) {
        return Multi.createFrom().range(0, calls)
                .onItem().transformToUni(i -> call.get().map(answer -> 1L).onFailure().recoverWithItem(0L)).merge(calls)
                .collect().with(summingLong(n -> n))
                .subscribeAsCompletionStage();
    }

    public static void assertEndsOnTheContextOnWhichItBegan(Vertx vertx, Supplier<Uni<?>> call) throws Exception {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        CompletableFuture<Context> ended = new CompletableFuture<>();
        context.runOnContext(x -> call.get().onTermination().invoke(() -> ended.complete(Vertx.currentContext()))
                .subscribe().with(answer -> {
                }, failure -> {
                }));
        assertSame(context, ended.get(15, SECONDS));
    }

    public static long millisOf(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
