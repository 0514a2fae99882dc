package dev.steward.availability.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.paging.Cursor;
import java.util.List;

/** Online periods of one mitra, the latest first. */
public record OnlinePeriodPage(List<OnlinePeriod> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {

    /**
     * @param found
     *            one more than the page holds, where there are more
     */
    static OnlinePeriodPage of(List<OnlinePeriod> found, int limit) {
        return found.size() <= limit
                ? new OnlinePeriodPage(found, null)
                : new OnlinePeriodPage(found.subList(0, limit), Cursor.after(found.get(limit - 1).id()));
    }
}
