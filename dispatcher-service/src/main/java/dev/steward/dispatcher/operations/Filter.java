package dev.steward.dispatcher.operations;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import dev.steward.dispatcher.LikePattern;
import dev.steward.dispatcher.RequestState;
import dev.steward.dispatcher.target.Target;
import dev.steward.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Which requests a list shows.
 *
 * @param state
 *            null for all
 * @param destinationId
 *            null for all
 * @param uriPattern
 *            for LIKE; null for all
 */
record Filter(RequestState state, UUID destinationId, String uriPattern) {
    static Filter of(String state, String destination, String q) {
        return new Filter(state(state), destination(destination), LikePattern.containing(q));
    }

    private static RequestState state(String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(RequestState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(VALIDATION_FAILED,
                        "The state must be one of " + Arrays.toString(RequestState.values()) + "."));
    }

    /** A destination's id, its origin, or any URI there. */
    static UUID destination(String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("://") ? Target.of(text).destinationId() : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(VALIDATION_FAILED, "The destination must be an id or a URI like https://example.com.");
        }
    }
}
