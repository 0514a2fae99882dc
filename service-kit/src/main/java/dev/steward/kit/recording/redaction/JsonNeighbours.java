package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The members of one object or the elements of one array, as far as they decide about each other:
 * {@code {"name": "password", "value":
 * "x"}} and {@code ["Authorization", "Bearer x"]} name the secret in a value, possibly after it.
 */
final class JsonNeighbours {
    private static final int LONGEST_NAME = 64;
    private static final int[] NO_LABELS = {};
    private static final int FIRST_LABELS = 8;
    private static final Set<String> LISTS_OF_NAMES = Vocabulary
            .words("""
                    required fields field columns names keys scopes scope properties roles permissions types tags sort order include exclude
                    """);
    private static final Set<String> LISTS_OF_PAIRS = Vocabulary
            .words("header headers cookies params parameters entries pairs");

    private final String source;
    private final NameMatcher names;
    private final Masking masking;
    private final Edits edits;
    private final String owner;
    private List<Content> contents = List.of();
    /** Where the values of labels start and end that nobody has asked about yet; most objects hold nothing to label. */
    private int[] labels = NO_LABELS;
    private int unread;
    private int elements;
    private List<Content> suspects = List.of();
    private int witnesses;
    private boolean labelled;
    private boolean namesSecret;
    /** Whether the last element was one like {@code --password}. */
    private boolean option;
    private boolean closed;

    JsonNeighbours(String source, NameMatcher names, Masking masking, Edits edits, Verdict owner) {
        this.source = source;
        this.names = names;
        this.masking = masking;
        this.edits = edits;
        this.owner = owner.last();
    }

    void add(Verdict name, int from, int to) {
        witnesses |= name.company();
        if (Company.isSuspect(name.company())) {
            suspects = suspects.isEmpty() ? new ArrayList<>(2) : suspects;
            suspects.add(new Content(from, to, isText(from), name.company()));
        }
        if (name.label() && (isText(from) || source.charAt(from) == '[')) {
            labelled |= isText(from);
            label(from, to);
        } else if (name.content() && !nameSecret()) {
            remember(from, to, isText(from));
        }
    }

    void addElement(int from, int to) {
        boolean first = elements++ % 2 == 0;
        boolean wasOption = option;
        option = isText(from) && source.charAt(from + 1) == '-';
        if (wasOption && namesSecret && !option) {
            mask(new Content(from, to, true, 0));
            namesSecret = false;
        } else if (option || first && !LISTS_OF_NAMES.contains(owner)) {
            namesSecret = isText(from) && isName(from, to) && isSecret(from, to);
        } else if (namesSecret) {
            remember(from, to, true);
        }
    }

    /** Whether a member before has said that the content is a secret. */
    boolean nameSecret() {
        while (unread > 0) {
            int to = labels[--unread];
            int from = labels[--unread];
            namesSecret |= isText(from) ? isSecret(from, to) : endsWithSecret(to);
        }
        return namesSecret;
    }

    void close() {
        closed = true;
        if (!contents.isEmpty() && nameSecret()) {
            contents.forEach(this::mask);
        }
        for (int i = 0; i < suspects.size(); i++) {
            if (Company.convicts(witnesses, suspects.get(i).company())) {
                mask(suspects.get(i));
            }
        }
    }

    void closePairs() {
        closed = true;
        if (elements == 2 || LISTS_OF_PAIRS.contains(owner)) {
            contents.forEach(this::mask);
        }
    }

    /** The object or array ends in the middle: any text in it may be the secret that the missing part would have named. */
    void abandon() {
        if (!closed && !contents.isEmpty() && (nameSecret() || !labelled)) {
            contents.stream().filter(content -> namesSecret || content.text()).forEach(this::mask);
        }
        if (!closed) {
            suspects.stream().filter(Content::text).forEach(this::mask);
        }
    }

    private boolean isText(int from) {
        return source.charAt(from) == '"' || source.charAt(from) == '\'';
    }

    /** In a list, texts that are no names are what they are: {@code ["Wrong password", "Try again"]}. */
    private boolean isName(int from, int to) {
        for (int i = from; i < to && to - from <= 2 * LONGEST_NAME; i++) {
            if (Character.isWhitespace(source.charAt(i)) || source.charAt(i) == '=') {
                return false;
            }
        }
        return true;
    }

    /** Whether the last element of an array is the name of a secret, as in {@code "loc": ["body", "password"]}. */
    private boolean endsWithSecret(int to) {
        int close = source.lastIndexOf('"', to - 2);
        int open = close < 0 ? -1 : source.lastIndexOf('"', close - 1);
        return open >= 0 && to - open <= 2 * LONGEST_NAME && isSecret(open, close + 1);
    }

    private boolean isSecret(int from, int to) {
        if (to - from > 2 * LONGEST_NAME) {
            return false;
        }
        boolean escaped = source.indexOf('\\', from, to) >= 0;
        return escaped
                ? names.isSecret(JsonStrings.decode(source, from + 1, to - 1))
                : names.verdict(source, from + 1, to - 1).secret();
    }

    private void label(int from, int to) {
        if (unread == labels.length) {
            labels = Arrays.copyOf(labels, Math.max(FIRST_LABELS, 2 * labels.length));
        }
        labels[unread++] = from;
        labels[unread++] = to;
    }

    private void remember(int from, int to, boolean text) {
        if (contents.isEmpty()) {
            contents = new ArrayList<>(2);
        }
        contents.add(new Content(from, to, text, 0));
    }

    private void mask(Content content) {
        edits.replace(content.from(), content.to(), JsonStrings.quote(masking.mask("")));
    }

    private record Content(int from, int to, boolean text, int company) {}
}
