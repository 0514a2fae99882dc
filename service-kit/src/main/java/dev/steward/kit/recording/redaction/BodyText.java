package dev.steward.kit.recording.redaction;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Turns bytes into text by what they are, and by their label only where the bytes leave a choice. */
final class BodyText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int SAMPLE = 256;
    private static final String LAYOUT = "\n\r\t\f\u001E";
    /**
     * Charsets in which ASCII is ASCII. UTF-7, EBCDIC and shifting ones would hide a name from every reader but their own.
     */
    private static final Set<String> ASCII_LIKE = Set.of("utf-8", "us-ascii", "gbk", "gb2312", "gb18030", "big5", "euc-jp",
            "euc-kr", "shift_jis",
            "windows-31j", "koi8-r", "koi8-u", "tis-620");

    private BodyText() {}

    /** The text, without the sequence that a cut has split; null when the charset is one that cannot be trusted. */
    static String decode(byte[] bytes, String label, boolean cut) {
        Charset wide = wide(bytes);
        if (wide != null) {
            return strip(new String(bytes, 0, bytes.length & -unit(wide), wide), cut);
        }
        Charset labelled = charset(label);
        if (labelled == null) {
            return null;
        }
        int length = cut ? completeUtf8(bytes) : bytes.length;
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        boolean zeros = text.indexOf('\0') >= 0 && labelled.name().startsWith("UTF-");
        boolean utf8 = labelled == StandardCharsets.UTF_8 || text.indexOf(REPLACEMENT) < 0 && !zeros;
        return strip(utf8 ? text : new String(bytes, labelled), cut);
    }

    /** Whether the text is one that somebody could have written: no control characters and hardly anything undecodable. */
    static boolean isReadable(String text) {
        int strange = 0;
        for (int i = PrintableAscii.prefix(text); i < text.length(); i++) {
            char c = text.charAt(i);
            strange += (c < ' ' ? LAYOUT.indexOf(c) < 0 : c == REPLACEMENT) ? 1 : 0;
        }
        return strange * 20 <= text.length();
    }

    /** UTF-16 or UTF-32 by byte order mark, or by where the zeros of ASCII characters are. */
    private static Charset wide(byte[] bytes) {
        int start = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (start == 0xFFFE) {
            return bytes.length >= 4 && bytes[2] == 0 && bytes[3] == 0
                    ? Charset.forName("UTF-32LE")
                    : StandardCharsets.UTF_16LE;
        }
        if (start == 0xFEFF) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[4];
        int sample = Math.min(bytes.length, SAMPLE) & -4;
        for (int i = 0; i < sample; i++) {
            zeros[i & 3] += bytes[i] == 0 ? 1 : 0;
        }
        int half = sample / 8;
        boolean even = zeros[0] > half && zeros[2] > half;
        boolean odd = zeros[1] > half && zeros[3] > half;
        if (even == odd) {
            return null;
        }
        if (even) {
            return zeros[1] > half ? Charset.forName("UTF-32BE") : StandardCharsets.UTF_16BE;
        }
        return zeros[2] > half ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE;
    }

    private static int unit(Charset charset) {
        return charset.name().startsWith("UTF-32") ? 4 : 2;
    }

    private static Charset charset(String label) {
        if (label == null || label.isBlank()) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(label.strip().replace("'", ""));
            String name = charset.name().toLowerCase(Locale.ROOT);
            boolean trusted = ASCII_LIKE.contains(name) || name.startsWith("iso-8859-") || name.startsWith("windows-125")
                    || name.startsWith("utf-16") || name.startsWith("utf-32");
            return trusted ? charset : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** How many bytes there are up to the end of the last complete character. */
    private static int completeUtf8(byte[] bytes) {
        int start = bytes.length - 1;
        while (start >= 0 && start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0 || bytes[start] >= 0) {
            return bytes.length;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return bytes.length - start < needed ? start : bytes.length;
    }

    private static String strip(String text, boolean cut) {
        int start = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
        int end = cut && text.length() > start && Character.isHighSurrogate(text.charAt(text.length() - 1))
                ? text.length() - 1
                : text.length();
        return text.substring(start, end);
    }
}
