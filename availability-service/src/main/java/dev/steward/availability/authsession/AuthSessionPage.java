package dev.steward.availability.authsession;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.paging.Cursor;
import java.util.List;

/** Auth sessions, the newest first. */
public record AuthSessionPage(List<AuthSession> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {

    /**
     * @param found
     *            one more than the page holds, where there are more
     */
    static AuthSessionPage of(List<AuthSession> found, int limit) {
        return found.size() <= limit
                ? new AuthSessionPage(found, null)
                : new AuthSessionPage(found.subList(0, limit), Cursor.after(found.get(limit - 1).sid()));
    }
}
