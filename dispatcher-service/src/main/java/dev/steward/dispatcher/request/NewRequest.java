package dev.steward.dispatcher.request;

import dev.steward.dispatcher.Backoff;
import dev.steward.dispatcher.target.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request that may be stored, with its defaults.
 *
 * @param attemptLimit
 *            null: as many as fit before the expiry, which the store reckons from the time of creation
 */
record NewRequest(String method, Target target, String content, Map<String, String> headers, int successCode,
        List<Integer> stopCodes, Integer attemptLimit, int intervalSeconds, Backoff backoff, int httpTimeoutSeconds,
        Instant expireAt) {}
