package dev.steward.local.supervision;

/** The message is one clear sentence for the person at the terminal, at most followed by the last lines of a log. */
public class StartFailed extends RuntimeException {
    public StartFailed(String sentence) {
        super(sentence);
    }

    public StartFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
