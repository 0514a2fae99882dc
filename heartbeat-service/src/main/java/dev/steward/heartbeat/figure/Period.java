package dev.steward.heartbeat.figure;

import java.time.Instant;

/**
 * What counted figures are asked for; figures that tell a present state do not look at it.
 *
 * @param from
 *            inclusive; the period ends now
 */
public record Period(Range range, Instant from) {}
