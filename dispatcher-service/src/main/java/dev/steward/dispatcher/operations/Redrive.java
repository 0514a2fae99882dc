package dev.steward.dispatcher.operations;

import java.util.UUID;

/**
 * One run that puts dead letters back.
 *
 * @param key
 *            may be null
 * @param asked
 *            the request's JSON, as it came
 */
record Redrive(UUID id, String key, String actor, String asked, UUID destinationId, String uriPattern, RedriveRequest request,
        int perSecond) {}
