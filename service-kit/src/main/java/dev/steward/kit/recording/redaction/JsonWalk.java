package dev.steward.kit.recording.redaction;

/**
 * One walk through one JSON text. What is kept is kept to the letter; at the first thing that is no JSON the walk
 * ends, and everything from there on is left out.
 */
final class JsonWalk {
    private final NameMatcher names;
    private final ValueRedactor values;
    private final Masking masking;
    private final String source;
    private final boolean cut;
    private final Edits edits = new Edits();
    private final JsonScanner scanner;
    private final JsonSpans spans;
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
        this.spans = new JsonSpans(source, edits, masking);
    }

    /** Walks all values of the text, one per line or in sequence; false if some of it is left out. */
    boolean all() {
        try {
            do {
                value(Verdict.NONE);
                rooted = true;
                understood = scanner.position();
            } while (scanner.hasAnother());
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
        value(name.content() && members.nameSecret() ? Verdict.SECRET : name);
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
        int kinds = scanner.takeString();
        int to = scanner.position();
        if (spans.isIdentifier(kinds, from + 1, to - 1)) {
            return names.together(owner, names.verdict(source, from + 1, to - 1));
        }
        boolean escaped = Traits.has(kinds, Traits.ESCAPE);
        String name = spans.text(from, to, escaped);
        spans.keep(from, to, name, values.redact(name, masking), escaped);
        return names.verdict(owner, name);
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
        int kinds = scanner.takeString();
        int to = scanner.position();
        if (name.doubtful() || !values.isPlainOf(kinds, source, from + 1, to - 1)) {
            boolean escaped = Traits.has(kinds, Traits.ESCAPE);
            String text = spans.text(from, to, escaped);
            String redacted = name.masks(text) ? masking.mask(text) : values.redact(text, masking, !name.digits());
            spans.keep(from, to, text, redacted, escaped);
        }
    }

    private void bareWord(Verdict name) {
        int from = scanner.position();
        int kinds = scanner.takeBareWord();
        int to = scanner.position();
        if (cut && scanner.atEnd()) {
            throw Unreadable.HERE;
        }
        if (values.isPlainOf(kinds, source, from, to)) {
            return;
        }
        String redacted = values.redact(source.substring(from, to), masking, !name.digits());
        if (!source.regionMatches(from, redacted, 0, redacted.length()) || redacted.length() != to - from) {
            edits.replace(from, to, JsonStrings.quote(redacted));
        }
    }

    private void maskValue() {
        if (!spans.maskNext(scanner)) {
            understood = source.length();
            throw Unreadable.HERE;
        }
    }
}
