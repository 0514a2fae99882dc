package dev.steward.dispatcher;

/** What {@code LIKE} and {@code ILIKE} look for. */
public final class LikePattern {
    private LikePattern() {}

    /** This text anywhere, to the letter; null, which stands for anything, where there is none. */
    public static String containing(String text) {
        return text == null ? null : "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
