package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * A start tag.
 *
 * @param end
 *            the position after it
 */
record XmlTag(String source, String name, List<Attribute> attributes, boolean empty, int end) {
    private static final int LONGEST_NAME = 64;

    /**
     * @throws Unreadable
     *             if it is not well-formed
     */
    static XmlTag read(String source, int start) {
        List<Attribute> attributes = new ArrayList<>(2);
        int position = nameEnd(source, start + 1);
        String name = source.substring(start + 1, position);
        while (true) {
            int next = skipBlanks(source, position);
            char c = at(source, next);
            if (c == '>') {
                return new XmlTag(source, name, attributes, false, next + 1);
            }
            if (c == '/' && at(source, next + 1) == '>') {
                return new XmlTag(source, name, attributes, true, next + 2);
            }
            if (next == position) {
                throw Unreadable.HERE;
            }
            Attribute attribute = attribute(source, next);
            attributes.add(attribute);
            position = attribute.to() + 1;
        }
    }

    static String localName(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** Redacts the attributes, and tells whether one of them names the element's content as a secret. */
    boolean redact(Verdict owner, NameMatcher names, ValueRedactor values, Masking masking, Edits edits) {
        boolean labelled = attributes.stream().anyMatch(attribute -> attribute.namesSecret(names));
        for (Attribute attribute : attributes) {
            Verdict verdict = names.verdict(owner, localName(attribute.name()));
            String value = attribute.value();
            boolean inside = owner.secret() && !verdict.label() && !attribute.name().startsWith("xmlns");
            boolean masked = verdict.masks(value) || labelled && verdict.content() || inside;
            String redacted = masked && !value.isEmpty()
                    ? masking.mask(value)
                    : values.redact(value, masking, !verdict.digits());
            if (!redacted.equals(value)) {
                edits.replace(attribute.from(), attribute.to(), XmlEntities.encode(redacted));
            }
        }
        return labelled;
    }

    private static Attribute attribute(String source, int start) {
        int nameEnd = nameEnd(source, start);
        int equals = skipBlanks(source, nameEnd);
        int open = skipBlanks(source, equals + 1);
        char quote = at(source, open);
        if (at(source, equals) != '=' || quote != '"' && quote != '\'') {
            throw Unreadable.HERE;
        }
        int close = source.indexOf(quote, open + 1);
        if (close < 0) {
            throw Unreadable.HERE;
        }
        return new Attribute(source.substring(start, nameEnd), XmlEntities.decode(source, open + 1, close), open + 1, close);
    }

    private static int nameEnd(String source, int start) {
        int end = start;
        while (end < source.length() && !Character.isWhitespace(source.charAt(end))
                && "=/>\"'<&".indexOf(source.charAt(end)) < 0) {
            end++;
        }
        if (end == start) {
            throw Unreadable.HERE;
        }
        return end;
    }

    private static int skipBlanks(String source, int start) {
        int next = start;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        return next;
    }

    private static char at(String source, int index) {
        if (index >= source.length()) {
            throw Unreadable.HERE;
        }
        return source.charAt(index);
    }

    private record Attribute(String name, String value, int from, int to) {
        /** {@code name="password"}, but not {@code xsi:type="TokenType"}, which names a type. */
        boolean namesSecret(NameMatcher names) {
            return name.indexOf(':') < 0 && value.length() <= LONGEST_NAME && names.verdict(name).label()
                    && names.isSecret(value);
        }
    }
}
