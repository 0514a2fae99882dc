package dev.steward.kit.recording.redaction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * One walk through one XML text, without a parser that could be talked into resolving entities: declarations, comments
 * and processing
 * instructions are cut out, the first thing that is not well-formed ends the walk, and everything from there on is left
 * out.
 */
final class XmlWalk {
    private static final int MAX_DEPTH = 512;
    private static final Pattern DECLARATION = Pattern.compile(
            """
                    <\\?xml version=["']1\\.[01]["']( encoding=["'][A-Za-z0-9._-]{1,40}["'])?( standalone=["'](yes|no)["'])?\\s?\\?>""");

    private final NameMatcher names;
    private final ValueRedactor values;
    private final Masking masking;
    private final String source;
    private final Edits edits = new Edits();
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private int position;
    private int understood;
    private int masked;
    private boolean rooted;
    private String problem;

    XmlWalk(NameMatcher names, ValueRedactor values, Masking masking, String source) {
        this.names = names;
        this.values = values;
        this.masking = masking;
        this.source = source;
        open.push(XmlElement.document());
    }

    /** Whether the first thing in the text is a tag or a declaration, and not {@code <https://...>} or {@code <a@b>}. */
    static boolean startsLikeXml(String text) {
        int i = 0;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        if (i + 1 >= text.length() || text.charAt(i) != '<') {
            return false;
        }
        i++;
        if (text.charAt(i) == '?' || text.charAt(i) == '!') {
            return true;
        }
        int start = i;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || "_.-".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i > start && (i == text.length() || " \t\r\n/>".indexOf(text.charAt(i)) >= 0
                || text.charAt(i) == ':' && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1)));
    }

    /** Walks the whole document; false if some of it is left out. */
    boolean all() {
        try {
            while (position < source.length()) {
                text();
                markup();
            }
            requireThat(open.size() == 1 && rooted);
        } catch (Unreadable e) {
            if (e == Unreadable.TOO_COMPLEX) {
                throw e;
            }
            problem = e.getMessage();
            open.peek().abandonText(source, edits, masking);
            open.forEach(element -> element.abandon(source, edits, masking));
            understood = masked > 0 ? source.length() : understood;
        }
        return problem == null;
    }

    String result() {
        return edits.applyTo(source, 0, understood);
    }

    String problem() {
        return problem;
    }

    private void text() {
        int end = source.indexOf('<', position);
        if (end < 0) {
            requireThat(source.substring(position).isBlank() && open.size() == 1);
            end = source.length();
        }
        if (end > position) {
            content(position, end, XmlEntities.decode(source, position, end), true);
        }
        position = end;
        understood = end;
    }

    private void markup() {
        if (position == source.length()) {
            return;
        }
        if (source.startsWith("</", position)) {
            endTag();
        } else if (source.startsWith("<![CDATA[", position)) {
            int end = after("]]>", position);
            content(position + 9, end - 3, source.substring(position + 9, end - 3), false);
            position = end;
        } else if (source.startsWith("<!--", position)) {
            cutOut(after("-->", position + 4));
        } else if (source.startsWith("<!", position)) {
            cutOut(afterDoctype());
        } else if (source.startsWith("<?", position)) {
            instruction(after("?>", position));
        } else {
            startTag();
        }
        understood = position;
    }

    private void content(int from, int to, String text, boolean escaped) {
        XmlElement element = open.peek();
        requireThat(open.size() > 1 || text.isBlank());
        element.addText(text);
        if (masked > 0 || text.isBlank()) {
            return;
        }
        Verdict name = element.name();
        String redacted = name.masks(text) ? masking.mask(text) : values.redact(text, masking, !name.digits());
        if (!redacted.equals(text)) {
            edits.replace(from, to, escaped ? XmlEntities.encode(redacted) : redacted.replace("]]>", "]] >"));
        }
    }

    private void startTag() {
        requireThat(open.size() <= MAX_DEPTH);
        XmlTag tag = XmlTag.read(source, position);
        rooted = true;
        XmlElement parent = open.peek();
        Verdict name = names.verdict(parent.name(), XmlTag.localName(tag.name()));
        boolean labelled = masked == 0 && tag.redact(name, names, values, masking, edits);
        position = tag.end();
        if (!tag.empty()) {
            boolean secret = masked == 0 && (name.secret() || labelled || parent.namesNext(name));
            masked += secret ? 1 : 0;
            open.push(new XmlElement(tag.name(), name, position, secret));
        }
    }

    private void endTag() {
        int end = after(">", position);
        String name = source.substring(position + 2, end - 1).strip();
        requireThat(open.size() > 1 && open.peek().tag().equals(name));
        XmlElement element = open.pop();
        if (element.isMasked()) {
            element.mask(source, position, edits, masking);
            masked--;
        }
        if (masked == 0) {
            open.peek().addChild(element, position, names, edits, masking);
        }
        position = end;
    }

    private void instruction(int end) {
        if (DECLARATION.matcher(source).region(position, end).matches()) {
            position = end;
        } else {
            cutOut(end);
        }
    }

    private void cutOut(int end) {
        edits.replace(position, end, "");
        position = end;
    }

    private int afterDoctype() {
        int close = after(">", position);
        int subset = source.indexOf('[', position);
        return subset < 0 || subset > close ? close : after(">", after("]", subset) - 1);
    }

    private int after(String wanted, int from) {
        int found = source.indexOf(wanted, from);
        requireThat(found >= 0);
        return found + wanted.length();
    }

    private static void requireThat(boolean wellFormed) {
        if (!wellFormed) {
            throw Unreadable.HERE;
        }
    }
}
