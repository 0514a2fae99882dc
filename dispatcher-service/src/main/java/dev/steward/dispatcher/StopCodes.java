package dev.steward.dispatcher;

import java.util.List;
import java.util.stream.Stream;

/** The statuses by which a receiver ends a request. */
public final class StopCodes {
    /** "I'm a teapot": the receiving plugin is archived, which ends every request to it. */
    public static final int ARCHIVED_PLUGIN = 418;

    private StopCodes() {}

    /** Sorted, each once, {@link #ARCHIVED_PLUGIN} among them. */
    public static List<Integer> including(List<Integer> given) {
        return Stream.concat(given.stream(), Stream.of(ARCHIVED_PLUGIN)).distinct().sorted().toList();
    }
}
