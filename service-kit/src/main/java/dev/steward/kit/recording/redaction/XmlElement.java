package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An open element, and what its children say about each other: {@code <name>password</name><value>x</value>}. */
final class XmlElement {
    private static final int LONGEST_NAME = 64;
    /** Elements whose first child names the second one. */
    private static final Set<String> ENTRIES = Set.of("entry", "pair");

    private final String tag;
    private final Verdict name;
    private final int start;
    private final boolean masked;
    private final StringBuilder text = new StringBuilder();
    private List<int[]> contents = List.of();
    private boolean labelled;
    private boolean namesSecret;

    XmlElement(String tag, Verdict name, int start, boolean masked) {
        this.tag = tag;
        this.name = name;
        this.start = start;
        this.masked = masked;
    }

    static XmlElement document() {
        return new XmlElement("", Verdict.NONE, 0, false);
    }

    String tag() {
        return tag;
    }

    Verdict name() {
        return name;
    }

    boolean isMasked() {
        return masked;
    }

    /** Whether the sibling before told that this child holds a secret. */
    boolean namesNext(Verdict child) {
        return namesSecret && child.content();
    }

    void addText(String more) {
        if (text.length() <= LONGEST_NAME) {
            text.append(more, 0, Math.min(more.length(), LONGEST_NAME + 1));
        }
    }

    void addChild(XmlElement child, int end, NameMatcher names, Edits edits, Masking masking) {
        if (child.name.label()) {
            labelled = true;
            namesSecret = child.isSecretName(names);
            if (namesSecret) {
                maskContents(edits, masking);
            }
            contents = List.of();
        } else if (child.name.content() && ENTRIES.contains(name.last()) && contents.isEmpty() && !labelled) {
            labelled = true;
            namesSecret = child.isSecretName(names);
        } else if (child.name.content() && !child.masked) {
            contents = contents.isEmpty() ? new ArrayList<>(2) : contents;
            contents.add(new int[]{child.start, end});
        }
    }

    private boolean isSecretName(NameMatcher names) {
        String label = text.toString().strip();
        return label.length() <= LONGEST_NAME && names.isSecret(label);
    }

    /** Masks everything between the tags of this element. */
    void mask(String source, int end, Edits edits, Masking masking) {
        if (!source.substring(start, end).isBlank()) {
            edits.replace(start, end, masking.mask(source.substring(start, end)));
        }
    }

    /** The document ends in the middle of this element. */
    void abandon(String source, Edits edits, Masking masking) {
        if (masked) {
            mask(source, source.length(), edits, masking);
        } else if (!labelled) {
            maskContents(edits, masking);
        }
    }

    /** The document ends in the text of this element, before anything could tell what it is. */
    void abandonText(String source, Edits edits, Masking masking) {
        if (!masked && name.content() && !text.toString().isBlank()) {
            edits.replace(start, source.length(), masking.mask(""));
        }
    }

    private void maskContents(Edits edits, Masking masking) {
        contents.forEach(content -> edits.replace(content[0], content[1], masking.mask("")));
    }
}
