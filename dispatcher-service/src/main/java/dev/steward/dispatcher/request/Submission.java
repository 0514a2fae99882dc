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
 * @param late
 *            its expiry is past: it can only be the repetition of an earlier one
 */
record Submission(UUID id, NewRequest request, String traceparent, String key, String fingerprint, boolean late) {
    private static final long OVERHEAD = 1024;

    /** Roughly, in bytes. */
    long weight() {
        return OVERHEAD + request.content().length();
    }
}
