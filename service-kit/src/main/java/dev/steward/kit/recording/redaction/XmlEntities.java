package dev.steward.kit.recording.redaction;

/** Character references of XML and HTML. Entities that a document declares itself are never expanded. */
final class XmlEntities {
    private static final int LONGEST = 12;

    private XmlEntities() {}

    static String decode(String text, int from, int to) {
        StringBuilder decoded = new StringBuilder(to - from);
        for (int i = from; i < to;) {
            int end = text.charAt(i) == '&' ? end(text, i, to) : -1;
            int c = end < 0 ? -1 : character(text.substring(i + 1, end));
            if (c < 0) {
                decoded.append(text.charAt(i++));
            } else {
                decoded.appendCodePoint(c);
                i = end + 1;
            }
        }
        return decoded.toString();
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> encoded.append("&amp;");
                case '<' -> encoded.append("&lt;");
                case '>' -> encoded.append("&gt;");
                case '"' -> encoded.append("&quot;");
                case '\'' -> encoded.append("&apos;");
                default -> encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private static int end(String text, int start, int to) {
        int end = text.indexOf(';', start, Math.min(to, start + LONGEST));
        return end > start + 1 ? end : -1;
    }

    private static int character(String reference) {
        if (reference.charAt(0) == '#') {
            boolean hex = reference.length() > 1 && (reference.charAt(1) | 0x20) == 'x';
            return number(reference.substring(hex ? 2 : 1), hex ? 16 : 10);
        }
        return switch (reference) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            case "colon" -> ':';
            case "equals" -> '=';
            case "nbsp" -> ' ';
            default -> -1;
        };
    }

    private static int number(String digits, int radix) {
        try {
            int c = Integer.parseInt(digits, radix);
            return Character.isValidCodePoint(c) ? c : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
