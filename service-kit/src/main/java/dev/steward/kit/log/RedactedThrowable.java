package dev.steward.kit.log;

import dev.steward.kit.recording.redaction.Redactor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stands for a throwable that told a secret: its type by name, its frames, its causes and what was suppressed. */
final class RedactedThrowable extends Throwable {
    private static final long serialVersionUID = 1;

    private RedactedThrowable(String text, Throwable cause) {
        super(text, cause, true, true);
    }

    /** The throwable itself where neither it nor what it stands on tells a secret. */
    static Throwable of(Throwable thrown, Redactor redactor) {
        if (thrown == null) {
            return null;
        }
        var copying = new Copying(redactor);
        Throwable copy = copying.copy(thrown);
        return copying.changed ? copy : thrown;
    }

    /** The original's frames are put in its place. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** The message begins with the type. */
    @Override
    public String toString() {
        return getMessage();
    }

    private static final class Copying {
        private static final int MOST = 32;

        private final Redactor redactor;
        private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean changed;

        Copying(Redactor redactor) {
            this.redactor = redactor;
        }

        /** Null for none, for one that was copied already, as causes may go in a circle, and beyond the bound. */
        private Throwable copy(Throwable original) {
            if (original == null || !seen.add(original)) {
                return null;
            }
            if (seen.size() > MOST) {
                changed = true;
                return null;
            }
            var copy = new RedactedThrowable(redacted(original.toString()), copy(original.getCause()));
            copy.setStackTrace(original.getStackTrace());
            for (Throwable each : original.getSuppressed()) {
                Throwable suppressed = copy(each);
                if (suppressed != null) {
                    copy.addSuppressed(suppressed);
                }
            }
            return copy;
        }

        private String redacted(String text) {
            String redacted = redactor.text(text).value();
            changed |= !redacted.equals(text);
            return redacted;
        }
    }
}
