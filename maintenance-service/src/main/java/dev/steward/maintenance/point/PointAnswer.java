package dev.steward.maintenance.point;

import java.time.Instant;

/**
 * What the enforcement point gets to know in turn.
 *
 * @param revision
 *            the newest one
 * @param serverTime
 *            the time that counts
 */
public record PointAnswer(long revision, Instant serverTime) {}
