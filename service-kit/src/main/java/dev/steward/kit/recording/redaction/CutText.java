package dev.steward.kit.recording.redaction;

/** Free text whose end is missing. */
final class CutText {
    private CutText() {}

    /** The end may be the first half of a secret: the last word goes, and with it all words with digits right before it. */
    static String withoutTail(String text) {
        int end = text.length();
        boolean suspicious = true;
        while (suspicious && end > 0) {
            int word = wordStart(text, end);
            suspicious = end == text.length() || text.substring(word, end).chars().anyMatch(Character::isDigit);
            end = suspicious ? blankStart(text, word) : end;
        }
        return text.substring(0, end);
    }

    private static int wordStart(String text, int end) {
        int start = end;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int blankStart(String text, int end) {
        int start = end;
        while (start > 0 && Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
