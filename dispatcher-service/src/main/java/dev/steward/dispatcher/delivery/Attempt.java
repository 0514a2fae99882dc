package dev.steward.dispatcher.delivery;

import java.time.Duration;
import java.time.Instant;

/** One try and what came of it. */
record Attempt(Instant startedAt, Duration took, Outcome outcome) {}
