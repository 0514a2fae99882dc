package dev.steward.kit.maintenance;

import java.util.UUID;

/**
 * A request's authorisation to enter a closed channel.
 *
 * @param link
 *            null when it is a role of the caller's token
 */
public record Pass(String channel, String subject, UUID link) {}
