package dev.steward.kit.recording.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides by the words of a name whether its value is a secret; what it cannot read, it takes for one. */
final class NameMatcher {
    private static final int CACHED_NAMES = 2048;
    private static final int CACHED_LENGTH = 64;
    private static final int LONGEST_NAME = 512;
    private static final char REPLACEMENT = '\uFFFD';

    private final List<List<String>> additional;
    private final Set<String> allowed;
    /** By hash; a name replaces another one in its place. Races lose an entry at worst. */
    private final Known[] known = new Known[CACHED_NAMES];

    NameMatcher(RedactionRules rules) {
        this.additional = rules.names().stream().map(NameWords::of).toList();
        this.allowed = rules.allowed().stream().map(NameWords::compact).collect(Collectors.toUnmodifiableSet());
    }

    Verdict verdict(String name) {
        return verdict(name, 0, name.length());
    }

    /** The verdict on a part of a text; for a name seen before it makes no garbage. */
    Verdict verdict(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int place = (hash ^ hash >>> 15) & CACHED_NAMES - 1;
        Known entry = known[place];
        if (entry != null && entry.name().length() == to - from && entry.name().regionMatches(0, text, from, to - from)) {
            return entry.verdict();
        }
        String name = text.substring(from, to);
        Verdict verdict = judge(name);
        if (name.length() <= CACHED_LENGTH) {
            known[place] = new Known(name, verdict);
        }
        return verdict;
    }

    /** The verdict on a name below another one: {@code {"card": {"number": ...}}} is a card number. */
    Verdict verdict(Verdict owner, String name) {
        return together(owner, verdict(name));
    }

    Verdict together(Verdict owner, Verdict own) {
        boolean together = own.sensitivity() == Sensitivity.PLAIN && owner.startsPair() && own.endsPair()
                && Vocabulary.isPair(owner.words().getLast(), own.words().getFirst());
        return together ? Verdict.of(Sensitivity.SECRET, own.words()) : own;
    }

    boolean isSecret(String name) {
        return verdict(name).secret();
    }

    /**
     * Whether the name is sensitive without any rule, and so plainly that no rule may allow it; also if it is only
     * written apart, like {@code p_assword}.
     */
    static boolean isDefault(String name) {
        List<String> words = NameWords.of(name);
        boolean plainly = words.stream().allMatch(Vocabulary::isKnown) || words.stream().anyMatch(Vocabulary::hasStem);
        return plainly && sensitivity(words, name) == Sensitivity.SECRET || isKnownTogether(NameWords.compact(name));
    }

    private static boolean isKnownTogether(String compact) {
        List<String> parts = Vocabulary.split(compact);
        return parts.stream().allMatch(Vocabulary::isKnown) && byWords(parts) == Sensitivity.SECRET;
    }

    private Verdict judge(String name) {
        if (name.indexOf(REPLACEMENT) >= 0 || name.length() > LONGEST_NAME) {
            return Verdict.SECRET;
        }
        List<String> words = NameWords.of(name);
        if (additional.stream().anyMatch(wanted -> contains(words, wanted))) {
            return Verdict.of(Sensitivity.SECRET, words);
        }
        if (!allowed.isEmpty() && allowed.contains(String.join("", words))) {
            return Verdict.of(Sensitivity.PLAIN, words);
        }
        return Verdict.of(sensitivity(words, name), words);
    }

    private static Sensitivity sensitivity(List<String> words, String name) {
        List<String> parts = split(words);
        Sensitivity byWords = byWords(parts);
        if (byWords != Sensitivity.PLAIN || words.isEmpty()) {
            return byWords;
        }
        Sensitivity together = words.size() == 1 ? byWords : byWords(Vocabulary.split(String.join("", words)));
        if (together != Sensitivity.PLAIN) {
            return together;
        }
        String meant = NameWords.withoutLookalikes(name);
        return meant == null ? Sensitivity.PLAIN : byWords(Vocabulary.split(meant));
    }

    private static List<String> split(List<String> words) {
        List<String> parts = new ArrayList<>(words.size());
        words.forEach(word -> parts.addAll(Vocabulary.split(word)));
        return parts;
    }

    private static Sensitivity byWords(List<String> words) {
        Sensitivity worst = Sensitivity.PLAIN;
        for (int i = 0; i < words.size() && worst != Sensitivity.SECRET; i++) {
            Sensitivity one = byWord(words, i);
            worst = one.compareTo(worst) < 0 ? one : worst;
        }
        return worst;
    }

    private static Sensitivity byWord(List<String> words, int i) {
        String word = words.get(i);
        if (Vocabulary.isLast(word) && words.stream().skip(i + 1L).allMatch(Vocabulary::isNeutral)) {
            return Sensitivity.SECRET;
        }
        if (Vocabulary.isDoubtful(word) && words.stream().skip(i + 1L).allMatch(Vocabulary::isNeutral)) {
            return Sensitivity.DOUBTFUL;
        }
        boolean pair = i + 1 < words.size() && Vocabulary.isPair(word, words.get(i + 1));
        if (!pair && !Vocabulary.isAlways(word)) {
            return Sensitivity.PLAIN;
        }
        String next = i + (pair ? 2 : 1) < words.size() ? words.get(i + (pair ? 2 : 1)) : "";
        if (Vocabulary.isPublic(next)) {
            return Sensitivity.PLAIN;
        }
        // WS-Security's container of a name and a password.
        boolean container = word.equals("token") && i > 0 && words.get(i - 1).equals("username");
        boolean counted = container || word.equals("tokens") && i > 0 && Vocabulary.isCounter(words.get(i - 1));
        return counted || Vocabulary.isAbout(next) ? Sensitivity.DOUBTFUL : Sensitivity.SECRET;
    }

    private static boolean contains(List<String> words, List<String> wanted) {
        return Collections.indexOfSubList(words, wanted) >= 0 || String.join("", words).equals(String.join("", wanted));
    }

    private record Known(String name, Verdict verdict) {}
}
