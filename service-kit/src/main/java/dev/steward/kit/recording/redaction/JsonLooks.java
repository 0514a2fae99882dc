package dev.steward.kit.recording.redaction;

/** Tells JSON by how it starts. */
final class JsonLooks {
    private JsonLooks() {}

    /** Whether the first thing in the text is an object or an array. */
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
}
