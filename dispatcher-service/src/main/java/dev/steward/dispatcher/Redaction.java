package dev.steward.dispatcher;

import dev.steward.kit.recording.redaction.BodySource;
import dev.steward.kit.recording.redaction.RedactedBody;
import dev.steward.kit.recording.redaction.RedactionRules;
import dev.steward.kit.recording.redaction.Redactor;
import dev.steward.kit.recording.redaction.StorableText;

/**
 * Takes secrets out of what receivers and libraries say, before it is stored, shown or logged. Pure, and never fails.
 */
public final class Redaction {
    private static final Redactor REDACTOR = new Redactor(RedactionRules.defaults());

    private Redaction() {}

    /** A URI without user information, and with its secrets masked. */
    public static String uri(String uri) {
        return REDACTOR.url(uri).value();
    }

    /** A sentence, as of an exception. */
    public static String text(String text) {
        return REDACTOR.text(text).value();
    }

    /**
     * What may be kept of a body; of what nobody can be sure about only why it is left out.
     *
     * @param most
     *            so many characters
     */
    public static String body(BodySource source, int most) {
        RedactedBody body = REDACTOR.body(source, source.bytes().length);
        String text = body.text() == null ? "" : body.text();
        String kept = text.length() <= most ? text : StorableText.ofBody(text.substring(0, most));
        return body.omitted() == null ? kept : kept + "[omitted: " + body.omitted() + "]";
    }
}
