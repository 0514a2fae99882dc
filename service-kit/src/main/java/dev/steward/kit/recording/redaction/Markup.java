package dev.steward.kit.recording.redaction;

/** Tells text with tags from text with a less-than sign. */
final class Markup {
    private static final String[] CARRIERS = {"input", "meta", "option", "textarea", "script", "param"};
    private static final String[] PAGES = {"<!doctype html", "<html", "<head", "<body", "<form", "<input", "<script", "<div",
            "<p>"};
    private static final int LONGEST_TAG = 500;
    private static final int LATEST_PAGE = 200;

    private Markup() {}

    static boolean isIn(String text) {
        return start(text) >= 0;
    }

    /**
     * Masks everything from the first tag to the last one; all of what starts with a tag, for it was meant to be markup.
     */
    static String mask(String text, Masking masking) {
        int start = start(text);
        int end = text.lastIndexOf('>') + 1;
        boolean tail = end > start && !XmlWalk.startsLikeXml(text);
        return text.substring(0, start) + masking.mask("") + (tail ? text.substring(end) : "");
    }

    /** Whether the text is a web page or a part of one. */
    static boolean isHtml(String text) {
        int start = 0;
        while (start < text.length() && start < LATEST_PAGE && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        for (String page : PAGES) {
            if (text.regionMatches(true, start, page, 0, page.length())) {
                return true;
            }
        }
        return false;
    }

    /** Where the text starts with a tag, or the first of those that carry values is; -1 if nowhere. */
    private static int start(String text) {
        if (XmlWalk.startsLikeXml(text)) {
            return text.indexOf('<');
        }
        for (int i = text.indexOf('<'); i >= 0; i = text.indexOf('<', i + 1)) {
            if (startsCarrier(text, i + 1)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsCarrier(String text, int at) {
        for (String carrier : CARRIERS) {
            if (text.regionMatches(true, at, carrier, 0, carrier.length())) {
                return true;
            }
        }
        int end = text.indexOf('>', at, Math.min(text.length(), at + LONGEST_TAG));
        int name = at;
        while (name < end && Character.isLetterOrDigit(text.charAt(name))) {
            name++;
        }
        return name > at && name < end && Character.isWhitespace(text.charAt(name)) && text.indexOf('=', name, end) > 0;
    }
}
