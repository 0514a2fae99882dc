package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Replacements in one text, applied together: everything that is not replaced is kept to the letter. An edit inside
 * another one is
 * swallowed by it, and of two in the same place the later one counts.
 */
final class Edits {
    private static final Comparator<Edit> IN_ORDER = Comparator.comparingInt(Edit::start)
            .thenComparing(Comparator.comparingInt(Edit::end).reversed());

    private static final int LARGEST_KEPT = 64 * 1024;
    private static final ThreadLocal<StringBuilder> SCRATCH = ThreadLocal.withInitial(StringBuilder::new);

    private final List<Edit> edits = new ArrayList<>();
    private boolean ordered = true;

    void replace(int start, int end, String text) {
        if (ordered && !edits.isEmpty() && edits.getLast().end() > start) {
            ordered = false;
        }
        edits.add(new Edit(start, end, text));
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    String applyTo(String source) {
        return applyTo(source, 0, source.length());
    }

    String applyTo(String source, int from, int to) {
        if (edits.isEmpty()) {
            return source.substring(from, to);
        }
        if (!ordered) {
            Collections.reverse(edits);
            edits.sort(IN_ORDER);
            ordered = true;
        }
        StringBuilder result = SCRATCH.get();
        if (result.capacity() > LARGEST_KEPT) {
            result = new StringBuilder();
            SCRATCH.set(result);
        }
        result.setLength(0);
        int done = from;
        for (Edit edit : edits) {
            if (edit.start() >= to) {
                break;
            }
            if (edit.start() >= done) {
                result.append(source, done, edit.start()).append(edit.text());
                done = edit.end();
            } else {
                done = Math.max(done, edit.end());
            }
        }
        return (done < to ? result.append(source, done, to) : result).toString();
    }

    private record Edit(int start, int end, String text) {}
}
