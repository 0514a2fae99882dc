package dev.steward.kit.recording.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many exchanges of one kind began in one minute, whether or not they are recorded. */
@Schema(description = "How many exchanges of one kind began in one minute, whether or not they are recorded.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MinuteCount(
        @Schema(required = true, examples = "partner") String api,
        @Schema(required = true, description = "When the minute began.", examples = "2026-03-14T09:26:00Z") Instant minute,
        @Schema(required = true, description = "As in OpenTelemetry: _OTHER for methods that are none of HTTP's.", examples = "GET") String method,
        @Schema(description = "The path template; absent where none matched.", examples = "/partner/articles/{id}") String route,
        @Schema(description = "Absent when the client never saw one.", examples = "200") Integer status,
        @Schema(required = true, examples = "1200") long exchanges,
        @Schema(description = "How many of them failed: a status from 400 on, or no complete answer.", examples = "3") long failed,
        @Schema(description = "How many of them sampling left out.", examples = "0") long unsampled,
        @Schema(description = "How long they took together.", examples = "2208000") long durationMicros,
        @Schema(description = "How long the longest took.", examples = "18400") long longestMicros,
        @Schema(description = "How many took how long: bucket 0 ends at 64 microseconds, and four follow to each power of two. Trailing zeros may be left out.", examples = "[0, 0, 1200]") List<Long> durations) {}
