package dev.steward.observability.exchange;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a listing lacks: exchanges that should have been recorded and are not. */
@Schema(description = "What a listing lacks: exchanges that should have been recorded and are not.")
public record Gap(
        @Schema(examples = "partner") String api,
        @Schema(examples = "demo-shop") String service,
        @Schema(description = "When the first of them began.", examples = "2026-03-14T09:26:53.111Z") Instant from,
        @Schema(description = "When the last of them began.", examples = "2026-03-14T09:31:07.902Z") Instant until,
        @Schema(description = "Whether they were failures; otherwise successes.") boolean failures,
        @Schema(description = "Why, in the recorder's words.", examples = "queue-full") String reason,
        @Schema(examples = "4120") long exchanges) {}
