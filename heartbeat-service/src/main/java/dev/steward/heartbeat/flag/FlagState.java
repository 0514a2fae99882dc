package dev.steward.heartbeat.flag;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param runningUntil
 *            when the flag falls unless it is renewed; a time past when it is not running
 */
public record FlagState(
        @Schema(examples = "queue") String flag,
        @Schema(examples = "true") boolean running,
        @Schema(examples = "2026-11-22T09:31:00Z") Instant runningUntil) {}
