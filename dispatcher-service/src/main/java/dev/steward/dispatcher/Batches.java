package dev.steward.dispatcher;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Does a long job in short statements. */
public final class Batches {
    private Batches() {}

    /**
     * Repeats a statement until it finds less than it might have done. Emits how many there were in all.
     *
     * @param statement
     *            given the size of a batch, emits how many there were
     */
    public static Uni<Integer> all(int size, IntFunction<Uni<Integer>> statement) {
        return Multi.createBy().repeating().uni(() -> statement.apply(size))
                .whilst(done -> done >= size)
                .collect().with(Collectors.summingInt(done -> done));
    }
}
