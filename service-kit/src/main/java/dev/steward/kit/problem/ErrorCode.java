package dev.steward.kit.problem;

import java.net.URI;
import java.util.Locale;

/**
 * What can go wrong, in one word: the constant's name is the code on the wire, the rest is how HTTP says it (RFC 9457).
 */
public interface ErrorCode {
    String name();

    /** The HTTP status code. */
    int status();

    /** Short, the same for every occurrence. */
    String title();

    /** {@code urn:steward:problem:<code>}, the code in kebab case. */
    default URI type() {
        return URI.create("urn:steward:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
