package dev.steward.dispatcher.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/** What a receiver gets (DSP-3). */
@JsonPropertyOrder({"request", "__task"})
record TaskBody(String request, @JsonProperty("__task") About about) {
    record About(Instant createdAt, Count attempt) {}

    /**
     * @param interval
     *            in seconds
     */
    record Count(int number, int limit, long interval) {}

    static TaskBody of(Task task) {
        return new TaskBody(task.content().body(), new About(task.createdAt(),
                new Count(task.number(), task.attemptLimit(), task.pace().interval().toSeconds())));
    }
}
