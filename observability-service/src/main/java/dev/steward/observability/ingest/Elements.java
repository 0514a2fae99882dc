package dev.steward.observability.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where each element of a JSON array begins and ends, and looks at nothing in it but strings and brackets. So a
 * reader can take each by itself, and whatever is wrong with one, in its syntax too, costs no other.
 */
final class Elements {
    /** From one byte up to, not including, another. */
    record Slice(int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final byte[] json;
    private int at;

    private Elements(byte[] json) {
        this.json = json;
    }

    /**
     * @param most
     *            one more is returned where there are more
     * @return null if this is no whole JSON array
     */
    static List<Slice> of(byte[] json, int most) {
        return new Elements(json).slices(most);
    }

    private List<Slice> slices(int most) {
        List<Slice> slices = new ArrayList<>();
        if (!comes('[')) {
            return null;
        }
        if (comes(']')) {
            return atEnd() ? slices : null;
        }
        while (slices.size() <= most) {
            Slice slice = next();
            if (slice == null) {
                return null;
            }
            slices.add(slice);
            if (comes(']')) {
                return atEnd() ? slices : null;
            }
            at++;
        }
        return slices;
    }

    /** Up to its comma or the array's end; null if neither comes, or there is nothing before it. */
    private Slice next() {
        skipSpace();
        int from = at;
        int depth = 0;
        for (int i = from; i < json.length; i++) {
            switch (json[i]) {
                case '"' -> i = endOfString(i);
                case '{', '[' -> depth++;
                case '}' -> depth--;
                case ']', ',' -> {
                    if (depth <= 0) {
                        at = i;
                        return from == i ? null : new Slice(from, i);
                    }
                    depth -= json[i] == ']' ? 1 : 0;
                }
                default -> {
                }
            }
        }
        return null;
    }

    /** Where its closing quote is, or behind the end. */
    private int endOfString(int opening) {
        int i = opening + 1;
        while (i < json.length && json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private boolean comes(char expected) {
        skipSpace();
        if (at == json.length || json[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    private boolean atEnd() {
        skipSpace();
        return at == json.length;
    }

    private void skipSpace() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }
}
