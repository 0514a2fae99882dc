package dev.steward.kit.recording.redaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding, read leniently: what is no escape stays as it is, bytes that are no UTF-8 become U+FFFD. */
final class PercentCoding {
    private static final String KEPT = "-._~*!'(),/:@$";
    private static final int MAX_ROUNDS = 4;

    private PercentCoding() {}

    static String decode(String text, boolean plusIsBlank) {
        int first = firstEscape(text, plusIsBlank);
        if (first < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length()).append(text, 0, first);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = first; i < text.length();) {
            int value = escape(text, i);
            if (value >= 0 && isWide(text, i)) {
                flush(bytes, decoded);
                decoded.append((char) value);
                i += 6;
            } else if (value >= 0) {
                bytes.write(value);
                i += 3;
            } else {
                flush(bytes, decoded);
                char c = text.charAt(i++);
                decoded.append(plusIsBlank && c == '+' ? ' ' : c);
            }
        }
        flush(bytes, decoded);
        return decoded.toString();
    }

    /** Decodes until nothing changes, for names: nobody needs a name that is still encoded. */
    static String decodeFully(String name) {
        String decoded = decode(name, true);
        for (int round = 1; round < MAX_ROUNDS && decoded.indexOf('%') >= 0; round++) {
            decoded = decode(decoded, true);
        }
        return decoded;
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 128 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }

    static boolean hasEscape(String text) {
        return firstEscape(text, false) >= 0;
    }

    private static int firstEscape(String text, boolean plusIsBlank) {
        for (int i = 0; i < text.length(); i++) {
            if (plusIsBlank && text.charAt(i) == '+' || escape(text, i) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The value of the escape at this place, {@code %41} or the older {@code %u0041}; -1 if there is none. */
    private static int escape(String text, int i) {
        if (text.charAt(i) != '%') {
            return -1;
        }
        return isWide(text, i) ? hex(text, i + 2, i + 6) : hex(text, i + 1, i + 3);
    }

    private static boolean isWide(String text, int i) {
        return i + 1 < text.length() && (text.charAt(i + 1) == 'u' || text.charAt(i + 1) == 'U');
    }

    private static int hex(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static void flush(ByteArrayOutputStream bytes, StringBuilder text) {
        if (bytes.size() > 0) {
            text.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.reset();
        }
    }
}
