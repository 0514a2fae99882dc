package dev.steward.kit.recording.redaction;

/** The strings and values of one JSON text by their positions, quotes included, and what becomes of them. */
record JsonSpans(String source, Edits edits, Masking masking) {
    /** What is no secret under any name. */
    private static final String[] CONSTANTS = {"null", "true", "false"};
    private static final int LONGEST_IDENTIFIER = 40;
    private static final int MOST_DIGITS = 3;

    String text(int from, int to, boolean escaped) {
        return escaped ? JsonStrings.decode(source, from + 1, to - 1) : source.substring(from + 1, to - 1);
    }

    /** Puts the redacted text in place of the original one, if it differs or cannot be stored as it was escaped. */
    void keep(int from, int to, String text, String redacted, boolean escaped) {
        String storable = escaped ? StorableText.ofBody(redacted) : redacted;
        if (!storable.equals(text)) {
            edits.replace(from, to, JsonStrings.quote(storable));
        }
    }

    /** Masks the next value; one that does not end takes everything behind it along, and the answer is false. */
    boolean maskNext(JsonScanner scanner) {
        int from = scanner.position();
        try {
            scanner.skipValue();
        } catch (Unreadable e) {
            edits.replace(from, source.length(), JsonStrings.quote(masking.mask("")));
            return false;
        }
        int to = scanner.position();
        if (!isConstant(from, to)) {
            int quote = to - from > 1 && source.charAt(from) == '"' ? 1 : 0;
            edits.replace(from, to, JsonStrings.quote(masking.mask(source, from + quote, to - quote)));
        }
        return true;
    }

    private boolean isConstant(int from, int to) {
        for (String constant : CONSTANTS) {
            if (to - from == constant.length() && source.startsWith(constant, from)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name is nothing but a name; tokens that are used as one have more digits. */
    boolean isIdentifier(int kinds, int from, int to) {
        return to - from <= LONGEST_IDENTIFIER && (Traits.areLetters(kinds) || hasFewDigits(from, to));
    }

    private boolean hasFewDigits(int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            digits += c <= '9' ? 1 : 0;
            if (!Character.isLetterOrDigit(c) && c != '_') {
                return false;
            }
        }
        return digits <= MOST_DIGITS;
    }
}
