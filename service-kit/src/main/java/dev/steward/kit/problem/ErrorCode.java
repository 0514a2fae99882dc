package dev.steward.kit.problem;

import java.net.URI;
import java.util.Locale;

/**
 * What can go wrong, in one word: the constant's name is the code on the wire, the rest is how HTTP says it (RFC 9457).
 */
public interface ErrorCode {
    String name();

    /** How HTTP says it. */
    Definition definition();

    /** The HTTP status code. */
    default int status() {
        return definition().status();
    }

    /** Short, the same for every occurrence. */
    default String title() {
        return definition().title();
    }

    /** {@code urn:steward:problem:<code>}, the code in kebab case. */
    default URI type() {
        return URI.create("urn:steward:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /**
     * @param status
     *            the HTTP status code
     * @param title
     *            short, the same for every occurrence
     */
    record Definition(int status, String title) {}
}
