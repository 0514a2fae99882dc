package dev.steward.kit.recording.redaction;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Card numbers and IBANs anywhere in a text, told from other long numbers by their prefixes, lengths and check digits.
 */
final class NumberPatterns {
    /** Of an IBAN; a card number has at least 13. */
    static final int FEWEST_DIGITS = 10;
    private static final int LONGEST_CARD = 19;
    private static final int SHORTEST_CARD = 13;
    private static final int GROUP = 4;
    private static final int SHORTEST_IBAN = 15;
    private static final int LONGEST_IBAN = 34;
    private static final Map<String, Integer> IBAN_LENGTHS = ibanLengths(
            """
                    AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18
                    GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15
                    OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30
                    """);

    private NumberPatterns() {}

    static String redact(String text, Masking masking) {
        Edits edits = null;
        int[] digits = new int[LONGEST_CARD];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) || i > 0 && joins(text, i - 1)) {
                continue;
            }
            int end = Character.digit(c, 10) >= 0 ? cardEnd(text, i, digits) : isUpperOrLower(c) ? ibanEnd(text, i) : -1;
            if (end > i) {
                edits = edits == null ? new Edits() : edits;
                edits.replace(i, end, masking.mask(text, i, end));
                i = end - 1;
            }
        }
        return edits == null ? text : edits.applyTo(text);
    }

    /** Whether the character before makes a number a part of something longer: a word, or the fraction of a decimal. */
    private static boolean joins(String text, int before) {
        char c = text.charAt(before);
        return Character.isLetterOrDigit(c)
                || c == '.' && before > 0 && Character.digit(text.charAt(before - 1), 10) >= 0;
    }

    private static int cardEnd(String text, int start, int[] digits) {
        int count = 0;
        int group = 0;
        int i = start;
        while (i < text.length()) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit >= 0) {
                if (count == LONGEST_CARD) {
                    return -1;
                }
                digits[count++] = digit;
                i++;
                group++;
                if (endsGroup(text, i) && isCard(digits, count)) {
                    return i;
                }
            } else if (group == GROUP && isPunctuation(text.charAt(i)) && i + 1 < text.length()
                    && Character.digit(text.charAt(i + 1), 10) >= 0) {
                i++;
                group = 0;
            } else if (isSeparator(text.charAt(i)) && i + 1 < text.length() && (Character.digit(text.charAt(i + 1), 10) >= 0
                    || isSeparator(text.charAt(i + 1)))) {
                i++;
                group = 0;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private static boolean endsGroup(String text, int i) {
        return i == text.length() || !Character.isLetterOrDigit(text.charAt(i));
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '\t' || c == '+'
                || c > 127 && (Character.isSpaceChar(c) || c >= '\u2010' && c <= '\u2015' || c == '\u2212');
    }

    /** What also stands between the fours of a card number, but elsewhere makes other numbers of them. */
    private static boolean isPunctuation(char c) {
        return c == '.' || c == '_' || c == '/';
    }

    private static boolean isCard(int[] digits, int count) {
        if (count < SHORTEST_CARD) {
            return false;
        }
        int two = digits[0] * 10 + digits[1];
        int four = two * 100 + digits[2] * 10 + digits[3];
        boolean issuer = switch (count) {
            case 13 -> digits[0] == 4;
            case 14 -> two == 30 || two == 36 || two == 38 || two == 39;
            case 15 -> two == 34 || two == 37;
            case 16 -> digits[0] >= 4 && digits[0] <= 6 || two == 35 || four >= 2200 && four <= 2720;
            default -> digits[0] == 4 || digits[0] == 6 || two == 35 || two == 50 || two >= 56 && two <= 58;
        };
        return issuer && passesLuhn(digits, count);
    }

    private static boolean passesLuhn(int[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }
        return sum % 10 == 0;
    }

    private static int ibanEnd(String text, int start) {
        Integer length = start + SHORTEST_IBAN > text.length() || !Character.isDigit(text.charAt(start + 2))
                ? null
                : IBAN_LENGTHS.get(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return -1;
        }
        StringBuilder iban = new StringBuilder(LONGEST_IBAN);
        int i = start;
        for (; i < text.length() && iban.length() < length; i++) {
            char c = text.charAt(i);
            if (c < 128 && Character.isLetterOrDigit(c)) {
                iban.append(c);
            } else if (!isSeparator(c) && !(i - start > 3 && isPunctuation(c))) {
                return -1;
            }
        }
        return iban.length() == length && endsGroup(text, i) && passesMod97(iban) ? i : -1;
    }

    private static boolean passesMod97(CharSequence iban) {
        int remainder = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
        }
        return remainder == 1;
    }

    private static boolean isUpperOrLower(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static Map<String, Integer> ibanLengths(String text) {
        String entries = text.replaceAll("\\s", "");
        Map<String, Integer> lengths = new HashMap<>();
        for (int i = 0; i < entries.length(); i += 4) {
            lengths.put(entries.substring(i, i + 2), Integer.parseInt(entries.substring(i + 2, i + 4)));
        }
        return Map.copyOf(lengths);
    }
}
