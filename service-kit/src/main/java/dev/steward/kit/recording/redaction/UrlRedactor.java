package dev.steward.kit.recording.redaction;

/**
 * Redacts a URL, complete or not: user information, path parameters, query and fragment. It is split as it stands and
 * never resolved.
 */
final class UrlRedactor {
    private static final String HOOKS = "hooks.";

    private final PairsRedactor pairs;
    private final PathRedactor paths;

    UrlRedactor(NameMatcher names, PairsRedactor pairs, ValueRedactor values) {
        this.pairs = pairs;
        this.paths = new PathRedactor(names, values);
    }

    /** Whether a whole text without blanks is a URL, or a path with a query. */
    static boolean looksLikeUrl(String text) {
        if (text.length() < 2) {
            return false;
        }
        boolean relative = "/?#".indexOf(text.charAt(0)) >= 0;
        return relative || startsWithScheme(text) || isData(text);
    }

    /**
     * @param route
     *            the template that the router matched, or null
     */
    String redact(String url, String route, Masking masking) {
        masking.spend(url.length());
        if (isData(url)) {
            int comma = url.indexOf(',');
            return "data:," + masking.mask(url.substring(comma + 1));
        }
        int hash = url.indexOf('#');
        String beforeFragment = hash < 0 ? url : url.substring(0, hash);
        int question = beforeFragment.indexOf('?');
        String location = question < 0 ? beforeFragment : beforeFragment.substring(0, question);
        String query = question < 0 ? "" : "?" + pairs.redact(beforeFragment.substring(question + 1), masking);
        return location(location, route, masking) + query + (hash < 0 ? "" : "#" + fragment(url.substring(hash + 1), masking));
    }

    private String location(String location, String route, Masking masking) {
        int authority = authorityStart(location);
        if (authority < 0) {
            return paths.redact(location, route, true, false, masking);
        }
        int path = pathStart(location, authority);
        int at = location.lastIndexOf('@', path - 1);
        String userInfo = at < authority ? "" : masking.mask(location.substring(authority, at)) + "@";
        String host = location.substring(Math.max(at + 1, authority), path);
        return location.substring(0, authority) + userInfo + TokenPatterns.redact(host, masking)
                + paths.redact(location.substring(path), route, isWeb(location), host.startsWith(HOOKS), masking);
    }

    /** A fragment is a query, or a path with a query, or just a name. */
    private String fragment(String fragment, Masking masking) {
        int question = fragment.indexOf('?');
        String before = question < 0 ? fragment : fragment.substring(0, question);
        boolean path = before.startsWith("/") || before.startsWith("!/");
        return (path ? paths.redact(before, null, true, false, masking) : pairs.redact(before, masking))
                + (question < 0 ? "" : "?" + pairs.redact(fragment.substring(question + 1), masking));
    }

    private static int authorityStart(String location) {
        int slashes = location.indexOf("//");
        return slashes == 0 || slashes > 0 && location.charAt(slashes - 1) == ':' ? slashes + 2 : -1;
    }

    /**
     * The authority ends at a slash, unless that slash belongs to a password: then an at sign comes later and no port
     * before.
     */
    private static int pathStart(String location, int authority) {
        int slash = location.indexOf('/', authority);
        int end = slash < 0 ? location.length() : slash;
        int at = location.lastIndexOf('@');
        if (at > end && hasNoPort(location.substring(authority, end))) {
            int next = location.indexOf('/', at);
            return next < 0 ? location.length() : next;
        }
        int semicolon = location.indexOf(';', Math.max(authority, location.lastIndexOf('@', end)));
        return semicolon >= 0 && semicolon < end ? semicolon : end;
    }

    private static boolean hasNoPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon >= 0 && !authority.endsWith("]")
                && !authority.substring(colon + 1).chars().allMatch(Character::isDigit) && authority.indexOf('@') < 0;
    }

    private static boolean isWeb(String location) {
        return location.regionMatches(true, 0, "http", 0, 4) || location.regionMatches(true, 0, "ws", 0, 2)
                || location.startsWith("//");
    }

    private static boolean isData(String text) {
        int comma = text.indexOf(',');
        return comma > 0 && text.regionMatches(true, 0, "data:", 0, 5);
    }

    private static boolean startsWithScheme(String text) {
        int colon = text.indexOf("://");
        for (int i = 0; i < colon; i++) {
            char c = text.charAt(i);
            if (c > 'z' || !Character.isLetterOrDigit(c) && "+-.:".indexOf(c) < 0) {
                return false;
            }
        }
        return colon > 0;
    }
}
