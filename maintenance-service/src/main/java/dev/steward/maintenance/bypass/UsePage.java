package dev.steward.maintenance.bypass;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.paging.Cursor;
import java.util.List;

/**
 * The newest first.
 *
 * @param nextCursor
 *            null on the last page
 */
public record UsePage(List<Use> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {
    /** Of one more than asked for, which says whether there is another page. */
    static UsePage of(List<Use> found, int limit) {
        if (found.size() <= limit) {
            return new UsePage(found, null);
        }
        List<Use> items = found.subList(0, limit);
        return new UsePage(items, Cursor.after(items.getLast().id()));
    }
}
