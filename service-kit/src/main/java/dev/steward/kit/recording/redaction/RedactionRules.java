package dev.steward.kit.recording.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is redacted on top of the defaults, per API and tenant. The defaults (authorisation, cookies, passwords,
 * secrets, tokens, keys,
 * card numbers, IBAN, PIN, OTP and their spellings) always apply.
 *
 * @param names
 *            more names whose values are masked; matched by words, so {@code customer_ref} also covers
 *            {@code customerRef}
 * @param allowed
 *            names that are kept although their words look sensitive, like {@code chatSessionId}; never a default
 *            itself
 * @param patterns
 *            more regular expressions, each match of which is masked in any value
 */
public record RedactionRules(Set<String> names, Set<String> allowed, List<String> patterns) {
    /** Raised with every change of the built-in rules, so that a stored record tells which ones made it. */
    private static final String BUILT_IN = "3";
    private static final RedactionRules DEFAULTS = new RedactionRules(Set.of(), Set.of(), List.of());

    /**
     * @throws IllegalArgumentException
     *             naming the entry that cannot be used
     */
    public RedactionRules {
        names = Set.copyOf(names);
        allowed = Set.copyOf(allowed);
        patterns = List.copyOf(patterns);
        names.forEach(RedactionRules::checkName);
        allowed.forEach(RedactionRules::checkAllowed);
        patterns.forEach(RedactionRules::checkPattern);
    }

    /** The rules without additions. */
    public static RedactionRules defaults() {
        return DEFAULTS;
    }

    public RedactionRules withNames(Collection<String> more) {
        return new RedactionRules(union(names, more), allowed, patterns);
    }

    public RedactionRules withAllowed(Collection<String> more) {
        return new RedactionRules(names, union(allowed, more), patterns);
    }

    public RedactionRules withPatterns(Collection<String> more) {
        return new RedactionRules(names, allowed, Stream.concat(patterns.stream(), more.stream()).distinct().toList());
    }

    /** Twelve hexadecimal digits that are the same wherever the same rules apply. */
    public String version() {
        String canonical = String.join("\n", BUILT_IN, "names", lines(names), "allowed", lines(allowed), "patterns",
                lines(patterns));
        return Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    private static String lines(Collection<String> entries) {
        return new TreeSet<>(entries).stream().map(entry -> entry.length() + " " + entry).collect(Collectors.joining("\n"));
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    private static void checkName(String name) {
        require(!NameWords.of(name).isEmpty(), "The redacted name '%s' has no letters: give a name made of words", name);
    }

    private static void checkAllowed(String name) {
        require(!NameWords.of(name).isEmpty(), "The allowed name '%s' has no letters: give a name made of words", name);
        require(!NameMatcher.isDefault(name), "The name '%s' is always redacted: remove it from the allowed names", name);
    }

    private static void checkPattern(String pattern) {
        try {
            boolean matchesNothing = Pattern.compile(pattern).matcher("").matches();
            require(!matchesNothing, "The pattern '%s' matches an empty text: make it match at least one character", pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "The pattern '%s' is no regular expression: %s".formatted(pattern, e.getDescription()), e);
        }
    }

    private static void require(boolean fulfilled, String sentence, String entry) {
        if (!fulfilled) {
            throw new IllegalArgumentException(sentence.formatted(entry));
        }
    }
}
