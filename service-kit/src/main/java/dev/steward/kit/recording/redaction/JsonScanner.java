package dev.steward.kit.recording.redaction;

import java.util.BitSet;

/** The tokens of JSON, and of what is almost JSON: comments, single quotes, bare words, raw line breaks in strings. */
final class JsonScanner {
    private static final String ENDS_BARE_WORD = ",:{}[]\"'/";
    private static final char RECORD_SEPARATOR = '\u001E';

    private final String source;
    private final Edits edits;
    private int position;

    JsonScanner(String source, int from, Edits edits) {
        this.source = source;
        this.position = from;
        this.edits = edits;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= source.length();
    }

    /** The next character after blanks; comments are cut out of the result, because nobody redacts them. */
    char next() {
        while (!atEnd()) {
            char c = source.charAt(position);
            if (c > ' ' && c < '\u007F' && c != '/') {
                return c;
            }
            if (c == '/') {
                skipComment();
            } else if (Character.isWhitespace(c) || c == RECORD_SEPARATOR || c == '\u00A0' || c == '\uFEFF') {
                position++;
            } else {
                return c;
            }
        }
        throw Unreadable.HERE;
    }

    /** Whether another object or array follows; nothing else may. */
    boolean hasAnother() {
        try {
            char c = next();
            if (c == '{' || c == '[') {
                return true;
            }
        } catch (Unreadable e) {
            if (atEnd()) {
                return false;
            }
        }
        throw Unreadable.HERE;
    }

    void take() {
        position++;
    }

    void take(char wanted) {
        if (next() != wanted) {
            throw Unreadable.HERE;
        }
        position++;
    }

    /** Steps over a string that starts here, and tells the kinds of its characters, see {@link Traits}. */
    int takeString() {
        char quote = source.charAt(position);
        int kinds = 0;
        for (int i = position + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == quote) {
                position = i + 1;
                return kinds;
            }
            kinds |= Traits.kind(c);
            if (c == '\\') {
                i++;
            }
        }
        position = source.length();
        throw Unreadable.HERE;
    }

    /** Steps over a number, a literal or a bare word, and tells the kinds of its characters. */
    int takeBareWord() {
        int start = position;
        int kinds = 0;
        while (!atEnd()) {
            char c = source.charAt(position);
            int kind = Traits.kind(c);
            if (!Traits.areLettersOrDigits(kind) && (Character.isWhitespace(c) || ENDS_BARE_WORD.indexOf(c) >= 0)) {
                break;
            }
            kinds |= kind;
            position++;
        }
        if (position == start) {
            throw Unreadable.HERE;
        }
        return kinds;
    }

    /** Steps over a whole value without looking into it; where it does not end, neither does what has to be masked. */
    void skipValue() {
        BitSet objects = new BitSet();
        int depth = 0;
        do {
            char c = next();
            switch (c) {
                case '{', '[' -> {
                    objects.set(depth++, c == '{');
                    take();
                }
                case '}', ']' -> {
                    if (depth == 0 || objects.get(--depth) != (c == '}')) {
                        throw Unreadable.HERE;
                    }
                    take();
                }
                case ',', ':' -> take();
                case '"', '\'' -> takeString();
                default -> takeBareWord();
            }
        } while (depth > 0);
    }

    private void skipComment() {
        int end = -1;
        if (source.startsWith("/*", position)) {
            end = source.indexOf("*/", position + 2) + 2;
        } else if (source.startsWith("//", position)) {
            end = source.indexOf('\n', position);
        }
        if (end <= position) {
            position = end < 0 || source.startsWith("/*", position) ? source.length() : position;
            throw Unreadable.HERE;
        }
        edits.replace(position, end, "");
        position = end;
    }
}
