package dev.steward.kit.recording.redaction;

/** What a field's name says about its value. */
enum Sensitivity {
    /** The value and everything below it is masked. */
    SECRET,
    /** Probably about a secret ({@code token_count}) and not one: only a value that cannot be a secret is kept. */
    DOUBTFUL,
    PLAIN;

    private static final int LONGEST_WORD = 12;
    private static final int LONGEST_NUMBER = 10;
    private static final int LONGEST_DATE = 40;
    private static final int LONGEST_TERM = 64;

    /** Whether a value is words in lower case and what joins them, like {@code urn:...:token-type:access_token}. */
    static boolean isTerm(String value) {
        return value.length() <= LONGEST_TERM && value.chars().allMatch(c -> c >= 'a' && c <= 'z' || "_-:./".indexOf(c) >= 0);
    }

    /** Whether a value under a doubtful name can be kept: a short number, a date, a short word of letters. */
    static boolean isHarmless(String value) {
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < value.length() && i <= LONGEST_DATE; i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                letters++;
            }
        }
        int others = value.length() - digits - letters;
        boolean word = digits == 0 && others == 0 && letters <= LONGEST_WORD;
        boolean number = letters == 0 && digits <= LONGEST_NUMBER && others <= 1;
        boolean date = value.length() <= LONGEST_DATE && digits >= 8 && letters <= 2 && others >= 2
                && value.chars().allMatch(c -> "0123456789-:.+TZ ".indexOf(c) >= 0);
        return word || number || date;
    }
}
