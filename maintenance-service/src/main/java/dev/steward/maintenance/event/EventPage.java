package dev.steward.maintenance.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import java.util.List;

/**
 * The newest first.
 *
 * @param nextCursor
 *            null on the last page
 */
public record EventPage(List<EventView> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {
    /** Where a page begins: older entries than this. */
    record Position(long revision, int seq) {
        private static final Position NEWEST = new Position(Long.MAX_VALUE, 0);

        static Position read(String cursor) {
            if (cursor == null) {
                return NEWEST;
            }
            try {
                String[] parts = cursor.split("-", 2);
                return new Position(Long.parseLong(parts[0], 36), Integer.parseInt(parts[1], 36));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new ProblemException(KitError.VALIDATION_FAILED, "The cursor is not one that this service gave out.");
            }
        }

        String text() {
            return Long.toString(revision, 36) + "-" + Integer.toString(seq, 36);
        }
    }

    /** Of one more than asked for, which says whether there is another page. */
    static EventPage of(List<EventView> found, int limit) {
        if (found.size() <= limit) {
            return new EventPage(found, null);
        }
        EventView last = found.get(limit - 1);
        return new EventPage(found.subList(0, limit), new Position(last.revision(), last.seq()).text());
    }
}
