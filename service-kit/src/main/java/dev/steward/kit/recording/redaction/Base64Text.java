package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;

/** Values that are base64 of something readable. */
final class Base64Text {
    static final int SHORTEST = 16;

    private Base64Text() {}

    /** Whether the whole text is base64 of something in which {@code isSecret} finds a secret, or which is compressed. */
    static boolean mayHoldSecret(String text, Predicate<String> isSecret) {
        byte[] bytes = decode(text);
        if (bytes == null || bytes.length < 2) {
            return false;
        }
        if (isCompressed(bytes)) {
            return true;
        }
        String decoded = BodyText.decode(bytes, null, false);
        return decoded != null && BodyText.isReadable(decoded) && isSecret.test(decoded);
    }

    /** Masks the words of a text that are base64 of something secret. */
    static String maskWords(String text, Predicate<String> isSecret, Masking masking) {
        Edits edits = null;
        for (int start = 0; start < text.length(); start++) {
            int end = start;
            while (end < text.length() && isLetter(text.charAt(end)) && text.charAt(end) != '=') {
                end++;
            }
            while (end > start && end < text.length() && text.charAt(end) == '=') {
                end++;
            }
            if (end - start >= SHORTEST && end - start < text.length()) {
                int before = masking.masked();
                boolean secret = mayHoldSecret(text.substring(start, end), isSecret);
                masking.backTo(before);
                if (secret) {
                    edits = edits == null ? new Edits() : edits;
                    edits.replace(start, end, masking.mask(""));
                }
            }
            start = Math.max(start, end - 1);
        }
        return edits == null ? text : edits.applyTo(text);
    }

    private static boolean isCompressed(byte[] bytes) {
        int start = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        boolean zlib = bytes[0] == 0x78 && start % 31 == 0;
        return bytes.length > 10 && (start == 0x1F8B && bytes[2] == 8 || start == 0x504B && bytes[2] == 3 || zlib);
    }

    private static byte[] decode(String text) {
        if (text.length() < SHORTEST || !isAlphabet(text) || !isMixed(text)) {
            return null;
        }
        byte[] ascii = text.replace('-', '+').replace('_', '/').getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Base64.getMimeDecoder().decode(ascii);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isAlphabet(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && c != '\r' && c != '\n') {
                return false;
            }
        }
        return true;
    }

    /** Encoded text has letters of both cases in it; identifiers in hexadecimal and words have not. */
    private static boolean isMixed(String text) {
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; i < text.length() && !(upper && lower); i++) {
            upper |= text.charAt(i) >= 'A' && text.charAt(i) <= 'Z';
            lower |= text.charAt(i) >= 'a' && text.charAt(i) <= 'z';
        }
        return upper && lower;
    }

    private static boolean isLetter(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || "+/-_=".indexOf(c) >= 0;
    }
}
