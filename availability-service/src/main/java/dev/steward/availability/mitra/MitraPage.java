package dev.steward.availability.mitra;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.paging.Cursor;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Mitras, the newest first. */
@Schema(examples = """
        {"items": [{"id": "019a9e3c-5d0f-7c1e-8b52-6f0f5a3d9e11", "displayName": "Sari", "active": true, "online": true, \
        "sessions": 1, "maxConcurrent": 3, "lastHeartbeatAt": "2026-05-25T10:07:55.123Z", "version": 4}], "nextCursor": null}""")
public record MitraPage(List<Mitra> items, @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {

    /**
     * @param found
     *            one more than the page holds, where there are more
     */
    static MitraPage of(List<Mitra> found, int limit) {
        return found.size() <= limit
                ? new MitraPage(found, null)
                : new MitraPage(found.subList(0, limit), Cursor.after(found.get(limit - 1).id()));
    }
}
