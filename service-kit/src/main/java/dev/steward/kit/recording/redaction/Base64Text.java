package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;

/** Values that are base64 of something readable. */
final class Base64Text {
    private static final int SHORTEST = 16;

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

    private static boolean isCompressed(byte[] bytes) {
        int start = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        return bytes.length > 10 && (start == 0x1F8B && bytes[2] == 8 || start == 0x504B && bytes[2] == 3);
    }

    private static byte[] decode(String text) {
        if (text.length() < SHORTEST || !isAlphabet(text)) {
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
            boolean letter = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!letter && "+/-_=\r\n".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
