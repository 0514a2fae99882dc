package dev.steward.kit.recording.redaction;

/** Values that nobody chose: in a place where something opens, such a value is the key. */
final class Opaque {
    static final int SHORTEST = 20;

    private Opaque() {}

    /** Long, and of letters and digits or of both cases mixed: no word that somebody gave a resource. */
    static boolean isOne(String text, int shortest) {
        if (text.length() < shortest) {
            return false;
        }
        boolean digit = false;
        boolean other = false;
        boolean lower = false;
        boolean upper = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = Character.isDigit(c);
            digit |= isDigit;
            other |= !isDigit;
            lower |= Character.isLowerCase(c);
            upper |= i > 0 && Character.isUpperCase(c);
        }
        boolean mixed = text.length() >= SHORTEST && upper && (lower || text.indexOf('-') < 0);
        return mixed || digit && other;
    }
}
