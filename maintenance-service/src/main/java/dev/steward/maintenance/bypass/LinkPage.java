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
public record LinkPage(List<LinkView> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {
    /** Of one more than asked for, which says whether there is another page. */
    static LinkPage of(List<LinkView> found, int limit) {
        if (found.size() <= limit) {
            return new LinkPage(found, null);
        }
        List<LinkView> items = found.subList(0, limit);
        return new LinkPage(items, Cursor.after(items.getLast().id()));
    }
}
