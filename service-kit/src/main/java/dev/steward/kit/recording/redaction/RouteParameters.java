package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the segments of a path that the parameters of its route template call secrets. */
final class RouteParameters {
    /** {@code {token}}, {@code {token: .+}}, {@code <token>} and {@code :token}. */
    private static final Pattern PARAMETER = Pattern
            .compile("\\{\\s*\\*?([^:}\\s]+)[^}]*\\}|<(?:\\w+:)?(\\w+)>|^:(\\w+)|^\\*(\\w+)");
    private static final Pattern REST = Pattern.compile("\\{\\s*\\*|:\\s*\\.[+*]|^\\*|\\.{3}");

    /** What a parameter behind a door is called when it is what opens it. */
    private static final Set<String> KEYS = Vocabulary.words("code key hash nonce ticket link uid uuid");
    private static final int MAX_PREFIX = 64;
    private static final int MAX_TEMPLATES = 4096;

    private final NameMatcher names;
    private final Map<String, List<Segment>> templates = new ConcurrentHashMap<>();

    RouteParameters(NameMatcher names) {
        this.names = names;
    }

    boolean[] secrets(String[] path, String route) {
        List<Segment> template = template(route);
        int[] named = named(path);
        boolean open = !template.isEmpty() && template.getLast().rest();
        int last = named.length - template.size();
        // The application's root path may come first, so the template is held against the end.
        for (int offset = open ? 0 : Math.max(0, last); offset <= last && offset < MAX_PREFIX; offset++) {
            if (matches(path, named, offset, template)) {
                return secrets(path, named, offset, template);
            }
        }
        return allThatIsNotLiteral(path, template);
    }

    /** The indexes of the segments that are not empty. */
    private static int[] named(String[] path) {
        int[] named = new int[path.length];
        int count = 0;
        for (int i = 0; i < path.length; i++) {
            if (!path[i].isEmpty()) {
                named[count++] = i;
            }
        }
        return Arrays.copyOf(named, count);
    }

    private List<Segment> template(String route) {
        List<Segment> known = templates.get(route);
        if (known != null) {
            return known;
        }
        List<Segment> parsed = parse(route, names);
        if (templates.size() < MAX_TEMPLATES) {
            templates.put(route, parsed);
        }
        return parsed;
    }

    private static List<Segment> parse(String route, NameMatcher names) {
        List<Segment> segments = new ArrayList<>();
        Verdict before = Verdict.NONE;
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= route.length(); i++) {
            char c = i == route.length() ? '/' : route.charAt(i);
            depth += c == '{' ? 1 : c == '}' && depth > 0 ? -1 : 0;
            if (c == '/' && (depth == 0 || i == route.length())) {
                if (i > from) {
                    segments.add(segment(route.substring(from, i), before, names));
                    before = segments.getLast().literal() == null ? before : names.verdict(segments.getLast().literal());
                }
                from = i + 1;
            }
        }
        return segments;
    }

    private static Segment segment(String text, Verdict before, NameMatcher names) {
        Matcher parameters = PARAMETER.matcher(text);
        boolean parameter = false;
        boolean secret = false;
        while (parameters.find()) {
            parameter = true;
            for (int group = 1; group <= parameters.groupCount(); group++) {
                String name = parameters.group(group);
                secret |= name != null && (names.verdict(before, name).secret()
                        || KEYS.contains(NameWords.compact(name)) && PathRedactor.isDoor(before));
            }
        }
        return new Segment(parameter ? null : text, secret, parameter && REST.matcher(text).find());
    }

    private static boolean matches(String[] path, int[] named, int offset, List<Segment> template) {
        for (int i = 0; i < template.size(); i++) {
            if (!template.get(i).matches(path[named[offset + i]])) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] secrets(String[] path, int[] named, int offset, List<Segment> template) {
        boolean[] secrets = new boolean[path.length];
        for (int i = offset; i < named.length; i++) {
            secrets[named[i]] = template.get(Math.min(i - offset, template.size() - 1)).secret();
        }
        return secrets;
    }

    /** The template is of another path than this one: what it does not spell out may be its secret. */
    private static boolean[] allThatIsNotLiteral(String[] path, List<Segment> template) {
        boolean[] secrets = new boolean[path.length];
        if (template.stream().anyMatch(Segment::secret)) {
            for (int i = 0; i < path.length; i++) {
                String segment = path[i];
                secrets[i] = template.stream().noneMatch(literal -> segment.equals(literal.literal()));
            }
        }
        return secrets;
    }

    /**
     * @param literal
     *            null where there is a parameter
     */
    private record Segment(String literal, boolean secret, boolean rest) {
        boolean matches(String segment) {
            return literal == null || literal.equals(segment) || literal.equals(PercentCoding.decode(segment, false));
        }
    }
}
