package dev.steward.dispatcher.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.paging.Cursor;
import java.util.List;

/**
 * @param nextCursor
 *            null on the last page
 */
record RequestPage(List<RequestView> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {
    /** Of one more than asked for, which says whether there is another page. */
    static RequestPage of(List<RequestView> found, int limit) {
        if (found.size() <= limit) {
            return new RequestPage(found, null);
        }
        List<RequestView> items = found.subList(0, limit);
        return new RequestPage(items, Cursor.after(items.getLast().id()));
    }
}
