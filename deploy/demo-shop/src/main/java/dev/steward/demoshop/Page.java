package dev.steward.demoshop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A list as all of the suite's lists are.
 *
 * @param nextCursor
 *            null: there is no more
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page(List<ObjectNode> items, String nextCursor) {
    static Page of(List<ObjectNode> items) {
        return new Page(items, null);
    }
}
