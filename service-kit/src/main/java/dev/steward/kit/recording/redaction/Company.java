package dev.steward.kit.recording.redaction;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plain names that hold a secret in the company of another one: {@code code} beside {@code grant_type}, and {@code d}
 * beside the {@code kty} of a JSON Web Key. Bits, a witness four above what it tells about.
 */
final class Company {
    private static final int OAUTH_CODE = 1;
    private static final int KEY_PART = 1 << 1;
    private static final int SUSPECTS = OAUTH_CODE | KEY_PART;
    private static final int WITNESS = 4;
    private static final int LONGEST = 12;
    private static final Map<String, Integer> BITS = bits(Map.of(
            OAUTH_CODE, Vocabulary.words("code"), OAUTH_CODE << WITNESS,
            Vocabulary.words("granttype codeverifier redirecturi"),
            KEY_PART, Vocabulary.words("d p q dp dq qi oth k"), KEY_PART << WITNESS, Vocabulary.words("kty")));

    private Company() {}

    static int of(List<String> words) {
        String name = words.size() > 2 ? "" : String.join("", words);
        return name.length() > LONGEST ? 0 : BITS.getOrDefault(name, 0);
    }

    static boolean isSuspect(int bits) {
        return (bits & SUSPECTS) != 0;
    }

    static boolean convicts(int witnesses, int suspect) {
        return (witnesses >> WITNESS & suspect) != 0;
    }

    private static Map<String, Integer> bits(Map<Integer, Set<String>> names) {
        return names.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(name -> Map.entry(name, entry.getKey())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
