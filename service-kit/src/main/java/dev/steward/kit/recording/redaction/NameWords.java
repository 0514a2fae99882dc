package dev.steward.kit.recording.redaction;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The words of a field name, so that {@code accessToken}, {@code ACCESS-TOKEN} and {@code access_token} are one name.
 * Invisible
 * characters, accents and width variants are gone; digits separate words and are no words themselves.
 */
final class NameWords {
    private static final int LONGEST = 256;
    private static final String LOOKALIKES = "0o1i3e4a5s7t@a$s";
    /** Letters of other alphabets, each followed by the Latin one that nobody can tell it from. */
    private static final String HOMOGLYPHS = "аaАAеeЕEоoОOрpРPсcСCуyУYхxХXіiІIјjЈJѕsЅSһhԁdкkКKмmМMтtТTВBНHѡwԝwԛq"
            + "αaΑAοoΟOρpΡPεeΕEιiΙIκkΚKτtΤTνvΝNυuΥYχxΧXΒBΖZΗHΜMıiſs";
    private static final Pattern TWO_FACTORS = Pattern.compile("2fa(?=\\d*(?:$|[^a-z]))|2FA");
    private static final String INVISIBLE_LETTERS = "\u115F\u1160\u2800\u3164\uFFA0";

    private NameWords() {}

    static List<String> of(String name) {
        String plain = normalise(name);
        List<String> words = new ArrayList<>(4);
        int start = -1;
        for (int i = 0; i < plain.length(); i++) {
            boolean letter = Character.isLetter(plain.charAt(i));
            if (start >= 0 && (!letter || startsWord(plain, i))) {
                words.add(plain.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
            if (letter && start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            words.add(plain.substring(start).toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** The name as one lower-case word: what is left when writers disagree about where words end. */
    static String compact(String name) {
        return String.join("", of(name));
    }

    /**
     * The compact name with digits and signs read as the letters they resemble, or null when it has none between letters.
     */
    static String withoutLookalikes(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        boolean found = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int lookalike = LOOKALIKES.indexOf(c);
            if (Character.isLetter(c)) {
                letters.append(Character.toLowerCase(c));
            } else if (lookalike >= 0 && lookalike % 2 == 0) {
                found |= !letters.isEmpty() && i + 1 < name.length();
                letters.append(LOOKALIKES.charAt(lookalike + 1));
            }
        }
        return found ? letters.toString() : null;
    }

    /** A short text in lower case; longer ones are nobody's name, and some letters are slow to change. */
    static String lower(String text) {
        return text.length() > LONGEST ? text : text.toLowerCase(Locale.ROOT);
    }

    private static boolean startsWord(String name, int i) {
        if (!Character.isUpperCase(name.charAt(i))) {
            return false;
        }
        boolean afterLower = i > 0 && Character.isLowerCase(name.charAt(i - 1));
        boolean endsAcronym = i > 0 && Character.isUpperCase(name.charAt(i - 1))
                && i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        return afterLower || endsAcronym;
    }

    private static String normalise(String name) {
        if (PrintableAscii.prefix(name) == name.length()) {
            return name.indexOf('2') < 0 ? name : TWO_FACTORS.matcher(name).replaceAll("mfa");
        }
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD);
        StringBuilder visible = new StringBuilder(decomposed.length());
        decomposed.codePoints().filter(NameWords::isVisible).map(NameWords::latin).forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static int latin(int c) {
        int homoglyph = c < 128 ? -1 : HOMOGLYPHS.indexOf(c);
        return homoglyph < 0 ? c : HOMOGLYPHS.charAt(homoglyph + 1);
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.CONTROL, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> false;
            default -> INVISIBLE_LETTERS.indexOf(c) < 0;
        };
    }
}
