package dev.steward.infra.programs;

/** The message is one sentence for the person at the terminal: what is missing and what to install. */
public class ProgramMissing extends RuntimeException {
    ProgramMissing(String sentence) {
        super(sentence);
    }
}
