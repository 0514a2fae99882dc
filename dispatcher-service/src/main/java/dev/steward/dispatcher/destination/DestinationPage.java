package dev.steward.dispatcher.destination;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.paging.Cursor;
import java.util.List;

/**
 * @param nextCursor
 *            null on the last page
 */
record DestinationPage(List<DestinationView> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {
    /** Of one more than asked for, which says whether there is another page. */
    static DestinationPage of(List<DestinationView> found, int limit) {
        if (found.size() <= limit) {
            return new DestinationPage(found, null);
        }
        List<DestinationView> items = found.subList(0, limit);
        return new DestinationPage(items, Cursor.after(items.getLast().id()));
    }
}
