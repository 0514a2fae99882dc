package dev.steward.kit.recording.redaction;

/**
 * One walk through one JSON text. What is kept is kept to the letter; at the first thing that is no JSON the walk ends,
 * and everything
 * from there on is left out.
 */
final class JsonWalk {
    private final NameMatcher names;
    private final ValueRedactor values;
    private final Masking masking;
    private final String source;
    private final boolean cut;
    private final Edits edits = new Edits();
    private final JsonScanner scanner;
    private final int start;
    private int understood;
    private boolean rooted;
    private String problem;

    JsonWalk(NameMatcher names, ValueRedactor values, Masking masking, String source, int from, boolean cut) {
        this.names = names;
        this.values = values;
        this.masking = masking;
        this.source = source;
        this.start = from;
        this.understood = from;
        this.cut = cut;
        this.scanner = new JsonScanner(source, from, edits);
    }

    static boolean startsLikeJson(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != '\u001E') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /** Whether the text can hardly be anything else than JSON, even if it is broken. */
    static boolean startsPlainly(String text) {
        int brackets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                brackets++;
            } else if (!Character.isWhitespace(c)) {
                return brackets > 0 && c == '"';
            }
        }
        return false;
    }

    /** Walks all values of the text, one per line or in sequence; false if some of it is left out. */
    boolean all() {
        try {
            do {
                value(Verdict.NONE);
                rooted = true;
                understood = scanner.position();
            } while (hasMore());
            understood = source.length();
        } catch (Unreadable e) {
            end(e);
        }
        return problem == null;
    }

    /** Walks the one value that starts here; false if it is not complete. */
    boolean one() {
        try {
            value(Verdict.NONE);
            understood = scanner.position();
        } catch (Unreadable e) {
            end(e);
        }
        return problem == null;
    }

    String result() {
        return edits.applyTo(source, start, understood);
    }

    /** Where the walk ended. */
    int end() {
        return understood;
    }

    /** Whether at least one value was complete. */
    boolean hasRoot() {
        return rooted;
    }

    /** Whether the text ended where JSON would have gone on. */
    boolean endedEarly() {
        return scanner.atEnd();
    }

    String problem() {
        return problem;
    }

    private void end(Unreadable reason) {
        if (reason == Unreadable.TOO_COMPLEX) {
            throw reason;
        }
        problem = reason.getMessage();
    }

    /** Whether another object or array follows; nothing else may. */
    private boolean hasMore() {
        try {
            char c = scanner.next();
            if (c != '{' && c != '[') {
                throw Unreadable.HERE;
            }
            return true;
        } catch (Unreadable e) {
            if (scanner.atEnd()) {
                return false;
            }
            throw e;
        }
    }

    private void value(Verdict name) {
        char c = scanner.next();
        if (name.secret()) {
            maskValue();
            return;
        }
        switch (c) {
            case '{' -> object(name);
            case '[' -> array(name);
            case '"', '\'' -> string(name);
            default -> bareWord(name);
        }
    }

    private void object(Verdict owner) {
        masking.enterNesting();
        scanner.take();
        JsonNeighbours members = new JsonNeighbours(source, names, masking, edits, owner);
        try {
            for (char c = scanner.next(); c != '}'; c = scanner.next()) {
                member(owner, members);
                if (scanner.next() != '}') {
                    scanner.take(',');
                }
            }
            members.close();
        } finally {
            members.abandon();
            masking.leaveNesting();
        }
        scanner.take();
    }

    private void member(Verdict owner, JsonNeighbours members) {
        Verdict name = key(owner);
        scanner.take(':');
        scanner.next();
        int from = scanner.position();
        if (members.nameSecret() && name.content()) {
            maskValue();
        } else {
            value(name);
        }
        understood = scanner.position();
        members.add(name, from, understood);
    }

    private Verdict key(Verdict owner) {
        char c = scanner.next();
        int from = scanner.position();
        if (c != '"' && c != '\'') {
            scanner.takeBareWord();
            return names.verdict(owner, source.substring(from, scanner.position()));
        }
        boolean escaped = scanner.takeString();
        int to = scanner.position() - 1;
        if (!escaped && isIdentifier(from + 1, to)) {
            return names.together(owner, names.verdict(source, from + 1, to));
        }
        String name = text(from, escaped);
        keep(name, values.redact(name, masking), from, escaped);
        return names.verdict(owner, name);
    }

    /** Whether a name is nothing but a name; tokens that are used as one have more digits. */
    private boolean isIdentifier(int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            digits += c <= '9' ? 1 : 0;
            if (!Character.isLetterOrDigit(c) && c != '_') {
                return false;
            }
        }
        return digits < 4 && to - from <= 40;
    }

    private void array(Verdict owner) {
        masking.enterNesting();
        scanner.take();
        JsonNeighbours elements = new JsonNeighbours(source, names, masking, edits, owner);
        try {
            for (char c = scanner.next(); c != ']'; c = scanner.next()) {
                int from = scanner.position();
                value(owner);
                understood = scanner.position();
                elements.addElement(from, understood);
                if (scanner.next() != ']') {
                    scanner.take(',');
                }
            }
            elements.closePairs();
        } finally {
            elements.abandon();
            masking.leaveNesting();
        }
        scanner.take();
    }

    private void string(Verdict name) {
        int from = scanner.position();
        boolean escaped = scanner.takeString();
        int length = scanner.position() - from - 2;
        if (escaped || name.doubtful() || !values.isPlain(source, from + 1, from + 1 + length)) {
            String text = text(from, escaped);
            keep(text, name.masks(text) ? masking.mask(text) : values.redact(text, masking, !name.digits()), from, escaped);
        }
    }

    private void bareWord(Verdict name) {
        int from = scanner.position();
        scanner.takeBareWord();
        int to = scanner.position();
        if (cut && scanner.atEnd()) {
            throw Unreadable.HERE;
        }
        if (!values.isPlain(source, from, to)) {
            String word = source.substring(from, to);
            String redacted = values.redact(word, masking, !name.digits());
            if (!redacted.equals(word)) {
                edits.replace(from, to, JsonStrings.quote(redacted));
            }
        }
    }

    private String text(int from, boolean escaped) {
        int to = scanner.position() - 1;
        return escaped ? JsonStrings.decode(source, from + 1, to) : source.substring(from + 1, to);
    }

    private void keep(String text, String redacted, int from, boolean escaped) {
        String storable = escaped ? StorableText.ofBody(redacted) : redacted;
        if (!storable.equals(text)) {
            edits.replace(from, scanner.position(), JsonStrings.quote(storable));
        }
    }

    private void maskValue() {
        int from = scanner.position();
        try {
            scanner.skipValue();
        } catch (Unreadable e) {
            edits.replace(from, source.length(), JsonStrings.quote(masking.mask("")));
            understood = source.length();
            throw e;
        }
        String value = source.substring(from, scanner.position());
        if (!value.equals("null")) {
            edits.replace(from, scanner.position(), JsonStrings.quote(masking.mask(unquote(value))));
        }
    }

    private static String unquote(String value) {
        return value.length() > 1 && value.charAt(0) == '"' ? value.substring(1, value.length() - 1) : value;
    }
}
