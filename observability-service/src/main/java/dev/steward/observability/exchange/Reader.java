package dev.steward.observability.exchange;

/** Who reads an exchange, in which request, and whether the bodies are for them. */
record Reader(String name, boolean seesBodies, String traceId) {}
