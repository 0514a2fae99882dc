package dev.steward.kit.recording.shipping;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A throwable and its causes in words, however many there are and whether or not they go in a circle. */
final class StackTrace {
    private static final int CAUSES = 8;
    private static final int FRAMES = 60;

    private StackTrace() {}

    static String of(Throwable thrown) {
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null && told.size() < CAUSES && told.add(cause); cause = cause.getCause()) {
            if (cause != thrown) {
                text.append("Caused by: ");
            }
            append(text, cause);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Throwable thrown) {
        text.append(thrown.getClass().getName());
        if (thrown.getMessage() != null) {
            text.append(": ").append(thrown.getMessage());
        }
        text.append('\n');
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
            text.append("    at ").append(frames[i]).append('\n');
        }
        if (frames.length > FRAMES) {
            text.append("    ... ").append(frames.length - FRAMES).append(" more\n");
        }
    }
}
