package dev.steward.kit.recording.redaction;

/**
 * What a body or a part of one may show.
 *
 * @param text
 *            null when it may show nothing
 * @param omitted
 *            why all of it, or its end, is missing; null when nothing is
 */
record Content(String text, String omitted) {
    static Content of(String text) {
        return new Content(text, null);
    }

    static Content omitted(String reason) {
        return new Content(null, reason);
    }
}
