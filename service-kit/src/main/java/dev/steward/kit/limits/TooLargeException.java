package dev.steward.kit.limits;

import java.io.IOException;

/** An IOException, because a parser wraps what else its input throws. */
public final class TooLargeException extends IOException {
    TooLargeException() {
        super("The body is too large");
    }
}
