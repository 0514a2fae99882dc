package dev.steward.heartbeat.event;

import java.time.Instant;

/**
 * A business event that can be counted.
 *
 * @param kind
 *            how it is counted apart from others of its type; empty for most types
 * @param subject
 *            the article or user that it is about; empty where it names none
 * @param data
 *            what the sender gave, as JSON
 */
record Event(String id, String type, String kind, String subject, Instant occurredAt, String data) {}
