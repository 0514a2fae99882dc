package dev.steward.maintenance.window;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.paging.Cursor;
import java.util.List;

/**
 * The newest first.
 *
 * @param nextCursor
 *            null on the last page
 * @param stale
 *            true when the database is away: then these are the windows that are not over, as they were last known
 */
public record WindowPage(List<WindowView> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor, boolean stale) {
    /** Of one more than asked for, which says whether there is another page. */
    static WindowPage of(List<WindowView> found, int limit) {
        if (found.size() <= limit) {
            return new WindowPage(found, null, false);
        }
        List<WindowView> items = found.subList(0, limit);
        return new WindowPage(items, Cursor.after(items.getLast().id()), false);
    }
}
