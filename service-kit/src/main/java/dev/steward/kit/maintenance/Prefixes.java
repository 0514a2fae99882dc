package dev.steward.kit.maintenance;

/** Path prefixes on whole segments: {@code /api} covers {@code /api} and {@code /api/x}, but not {@code /apis}. */
final class Prefixes {
    private Prefixes() {}

    static boolean covers(String prefix, String path) {
        return path.startsWith(prefix)
                && (prefix.endsWith("/") || path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
