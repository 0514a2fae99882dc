package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a record the way somebody would who looks for the secret: unescaped, decoded, without the padding between
 * letters.
 */
final class Leaks {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}={0,2}");
    private static final int ROUNDS = 3;

    private Leaks() {}

    /** Every reading of the text. */
    static Set<String> readings(String text) {
        Set<String> readings = new LinkedHashSet<>();
        readings.add(text);
        for (int round = 0; round < ROUNDS; round++) {
            for (String known : Set.copyOf(readings)) {
                readings.add(unescaped(known));
                readings.add(PercentCoding.decode(known, true));
                readings.add(PercentCoding.decode(known, false));
                readings.add(XmlEntities.decode(known, 0, known.length()));
                readings.add(known.replaceAll("[\u2400\\s]", ""));
            }
        }
        Matcher words = BASE64.matcher(text);
        while (words.find()) {
            readings.add(decoded(words.group()));
        }
        return readings;
    }

    /** The first secret that can be read in the text, or null. */
    static String find(String text, Iterable<String> secrets) {
        Set<String> readings = readings(text);
        for (String secret : secrets) {
            if (readings.stream().anyMatch(reading -> reading.contains(secret))) {
                return secret;
            }
        }
        return null;
    }

    static boolean shows(String text, String wanted) {
        return readings(text).stream().anyMatch(reading -> reading.contains(wanted));
    }

    private static String unescaped(String text) {
        return JsonStrings.decode(text, 0, text.length());
    }

    private static String decoded(String word) {
        try {
            return new String(Base64.getMimeDecoder().decode(word.replace('-', '+').replace('_', '/')), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
