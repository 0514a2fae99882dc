package dev.steward.heartbeat.event;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One result per item, in the order of the items. */
public record EventResults(List<Result> results) {
    /**
     * @param id
     *            absent where the item has none that can be read
     * @param reason
     *            why it was rejected
     */
    public record Result(
            @Schema(examples = "0199f3c2-6b1e-7c55-9d3e-2f3a1c0d4e5f") String id,
            @Schema(description = "accepted: counted now; duplicate: counted before; rejected: never", examples = "accepted") String status,
            String reason) {
        static Result accepted(String id) {
            return new Result(id, "accepted", null);
        }

        static Result duplicate(String id) {
            return new Result(id, "duplicate", null);
        }

        static Result rejected(String id, String reason) {
            return new Result(id, "rejected", reason);
        }
    }
}
