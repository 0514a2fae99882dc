package dev.steward.dispatcher.request;

import java.util.UUID;

/**
 * A checked request on its way into the store.
 *
 * @param id
 *            what it will have, unless its key is known already
 * @param traceparent
 *            of the enqueuing
 * @param key
 *            may be null
 * @param fingerprint
 *            what its key stands for
 */
record Submission(UUID id, NewRequest request, String traceparent, String key, String fingerprint) {
    private static final long OVERHEAD = 1024;

    /** Roughly, in bytes. */
    long weight() {
        return OVERHEAD + request.content().length();
    }
}
