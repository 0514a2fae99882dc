package dev.steward.heartbeat.event;

/** How many events of a type and kind there were. */
record Count(String type, String kind, long events) {}
