package dev.steward.dispatcher.request;

import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Several who call at the same time. */
final class Callers {
    private Callers() {}

    /** Their answers, in their order. */
    static List<Response> together(int callers, IntFunction<Response> call) {
        List<CompletableFuture<Response>> calls = IntStream.range(0, callers)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), command -> new Thread(command).start()))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }
}
