package dev.steward.kit.recording.redaction;

import java.util.List;
import java.util.Set;

/**
 * All that the walkers ask about one name.
 *
 * @param startsPair
 *            whether the last word may become sensitive together with the first one of a name below it (card, number)
 * @param endsPair
 *            whether the first word may be that second one
 * @param label
 *            whether the value may be the name of a neighbouring value, as in {@code {"name": "password", "value":
 *            "x"}}
 * @param content
 *            whether the value may be the one that such a label names
 * @param digits
 *            whether the value is a public long number, so that it is not taken for a card number
 * @param company
 *            what the name means beside others, see {@link Company}
 */
record Verdict(Sensitivity sensitivity, List<String> words, boolean startsPair, boolean endsPair, boolean label,
        boolean content,
        boolean digits, int company) {
    static final Verdict NONE = new Verdict(Sensitivity.PLAIN, List.of(), false, false, false, false, false, 0);

    static final Verdict SECRET = new Verdict(Sensitivity.SECRET, List.of(), false, false, false, false, false, 0);

    private static final Set<String> LABELS = Vocabulary
            .words("""
                    name key field header param parameter property attribute attr label id type path variable option claim setting kind k n loc
                    """);
    private static final Set<String> CONTENTS = Vocabulary.words("""
            value values val v content contents data text string default answer input body raw plain old new before after
            previous
            """);
    private static final Set<String> KINDS = Vocabulary.words("type hint method scheme algorithm alg format policy status");
    private static final Set<String> PUBLIC_NUMBERS = Vocabulary
            .words("ean gtin upc isbn barcode imei iccid timestamp millis nanos");

    static Verdict of(Sensitivity sensitivity, List<String> words) {
        if (words.isEmpty()) {
            return new Verdict(sensitivity, words, false, false, false, false, false, 0);
        }
        String last = words.getLast();
        return new Verdict(sensitivity, words, Vocabulary.isKnown(last), Vocabulary.endsPair(words.getFirst()),
                LABELS.contains(last), CONTENTS.contains(last), words.stream().anyMatch(PUBLIC_NUMBERS::contains),
                Company.of(words));
    }

    /** The last word, or nothing. */
    String last() {
        return words.isEmpty() ? "" : words.getLast();
    }

    boolean secret() {
        return sensitivity == Sensitivity.SECRET;
    }

    boolean doubtful() {
        return sensitivity == Sensitivity.DOUBTFUL;
    }

    /** Whether a scalar value under this name has to be masked. */
    boolean masks(String value) {
        return secret() || doubtful() && !Sensitivity.isHarmless(value) && !(isKind() && Sensitivity.isTerm(value));
    }

    /** Whether a value is one of a few that a specification lists, as in {@code token_type}. */
    private boolean isKind() {
        return KINDS.contains(last());
    }
}
