package dev.steward.proof;

import java.util.function.Supplier;

/** What takes seconds to start and is shared by the tests that run one after the other; one such thing at a time. */
public final class Shared {
    private static AutoCloseable current;
    private static RuntimeException failure;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Shared::end));
    }

    private Shared() {}

    /** The one that is there, if it is of this kind; any other makes room for it. */
    public static synchronized <T extends AutoCloseable> T get(Class<T> kind, Supplier<T> start) {
        if (failure != null) {
            throw failure;
        }
        if (!kind.isInstance(current)) {
            end();
            current = started(start);
        }
        return kind.cast(current);
    }

    /** What could not be started once is not tried again by every other test. */
    private static <T> T started(Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private static synchronized void end() {
        try {
            if (current != null) {
                current.close();
            }
            current = null;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
