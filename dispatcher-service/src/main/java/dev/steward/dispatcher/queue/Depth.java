package dev.steward.dispatcher.queue;

/**
 * What waits.
 *
 * @param pending
 *            all that has not ended
 * @param inFlight
 *            of these, attempts under way
 * @param oldestDueAgeSeconds
 *            how long the oldest has been due without being sent; 0 where nothing is overdue
 */
record Depth(long pending, long inFlight, double oldestDueAgeSeconds) {}
