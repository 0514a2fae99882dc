package dev.steward.dispatcher.delivery;

import dev.steward.dispatcher.Backoff;
import java.time.Duration;

/**
 * How a request's attempts follow one another.
 *
 * @param interval
 *            from the end of an attempt to the next, where nothing lengthens it
 */
record Pace(Duration interval, Backoff backoff) {}
