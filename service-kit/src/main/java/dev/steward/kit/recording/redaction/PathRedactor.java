package dev.steward.kit.recording.redaction;

import java.util.List;
import java.util.Set;

/**
 * Redacts a path: the parameters that its route names as secrets, matrix parameters, and segments that look like
 * secrets.
 */
final class PathRedactor {
    /** Behind one of these, a long opaque segment opens something. */
    private static final Set<String> DOORS = Vocabulary.words("""
            reset verify verification confirm confirmation activate activation invite invites invitation invitations magic
            unsubscribe hooks webhook webhooks impersonate unlock recover recovery forgot login sso callback session
            sessions share shared
            """);
    private static final int SHORTEST_NAMED = 4;

    private final NameMatcher names;
    private final ValueRedactor values;
    private final RouteParameters routes;

    PathRedactor(NameMatcher names, ValueRedactor values) {
        this.names = names;
        this.values = values;
        this.routes = new RouteParameters(names);
    }

    /**
     * @param web
     *            whether the path is one of HTTP, where a matrix parameter ends with its segment
     * @param door
     *            whether what is before the path tells already that it opens something
     */
    String redact(String path, String route, boolean web, boolean door, Masking masking) {
        if (path.isEmpty()) {
            return path;
        }
        String[] segments = segments(path);
        boolean[] secret = route == null ? new boolean[segments.length] : routes.secrets(segments, route);
        StringBuilder result = new StringBuilder(path.length());
        boolean opened = door;
        boolean named = false;
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            result.append(i == 0 ? "" : "/");
            if (!segment.isEmpty()
                    && (secret[i] || (opened || named) && Opaque.isOne(segment, named ? SHORTEST_NAMED : Opaque.SHORTEST))) {
                result.append(masking.mask(segment));
                continue;
            }
            int semicolon = segment.indexOf(';');
            if (!web && semicolon >= 0) {
                String rest = path.substring(length(segments, i) + semicolon);
                return result.append(segment, 0, semicolon).append(parameters(rest, masking)).toString();
            }
            String plain = semicolon < 0 ? segment : segment.substring(0, semicolon);
            result.append(value(plain, masking)).append(semicolon < 0 ? "" : parameters(segment.substring(semicolon), masking));
            String decoded = PercentCoding.decodeFully(plain);
            Verdict verdict = decoded.isEmpty() ? Verdict.NONE : names.verdict(decoded);
            named = verdict.secret();
            opened |= named || isDoor(verdict);
        }
        return result.toString();
    }

    /** Whether one of the words of a segment or of a parameter's name says so. */
    static boolean isDoor(Verdict segment) {
        List<String> words = segment.words();
        for (int i = 0; i < words.size(); i++) {
            if (DOORS.contains(words.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** All that slashes part, also what is empty. */
    private static String[] segments(String path) {
        int count = 1;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            count++;
        }
        String[] segments = new String[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            int slash = path.indexOf('/', from);
            segments[i] = path.substring(from, slash < 0 ? path.length() : slash);
            from = slash + 1;
        }
        return segments;
    }

    private static int length(String[] segments, int count) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += segments[i].length() + 1;
        }
        return length;
    }

    /** {@code ;name=value;name=value}; a secret one takes everything behind it along. */
    private String parameters(String text, Masking masking) {
        for (int from = 0; from >= 0; from = text.indexOf(';', from + 1)) {
            int next = text.indexOf(';', from + 1);
            int equals = text.indexOf('=', from, next < 0 ? text.length() : next);
            if (equals > 0 && names.isSecret(PercentCoding.decodeFully(text.substring(from + 1, equals)))) {
                return values.redact(text.substring(0, from), masking) + text.substring(from, equals + 1)
                        + masking.mask(text.substring(equals + 1));
            }
        }
        return value(text, masking);
    }

    private String value(String segment, Masking masking) {
        String decoded = PercentCoding.decode(segment, false);
        String redacted = values.redact(decoded, masking);
        return redacted.equals(decoded) ? segment : PercentCoding.encode(redacted);
    }
}
