package dev.steward.kit.trace;

/**
 * The header of W3C Trace Context, level 1, as far as a trace is continued by it. Every request brings one, so that it
 * is
 * read by hand.
 *
 * @param traceId
 *            32 lowercase hexadecimal digits, not all of them 0
 * @param flags
 *            2 hexadecimal digits; the last bit says that the caller may have recorded it
 */
record Traceparent(String traceId, String flags) {
    private static final int TRACE = 3;
    private static final int PARENT = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;

    /**
     * Null for what is none. Version ff is none, and version 00 has nothing behind its flags; what a later one adds is not
     * known here.
     */
    static Traceparent of(String header) {
        return header != null && header.length() >= LENGTH && isVersion(header)
                && isId(header, TRACE, PARENT - 1) && isId(header, PARENT, FLAGS - 1) && isHex(header, FLAGS, LENGTH)
                        ? new Traceparent(header.substring(TRACE, PARENT - 1), header.substring(FLAGS, LENGTH))
                        : null;
    }

    private static boolean isVersion(String header) {
        boolean first = header.startsWith("00");
        return isHex(header, 0, TRACE - 1) && !header.startsWith("ff") && header.charAt(TRACE - 1) == '-'
                && (header.length() == LENGTH || !first && header.charAt(LENGTH) == '-');
    }

    /** Digits that are not all 0, and a hyphen behind them. */
    private static boolean isId(String header, int from, int to) {
        int any = 0;
        for (int i = from; i < to; i++) {
            any |= header.charAt(i) ^ '0';
        }
        return any != 0 && header.charAt(to) == '-' && isHex(header, from, to);
    }

    private static boolean isHex(String header, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = header.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
