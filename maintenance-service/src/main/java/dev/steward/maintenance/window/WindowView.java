package dev.steward.maintenance.window;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A maintenance window.
 *
 * @param channels
 *            what it covers, since when, and when that was ended or cancelled
 * @param backOnlineAt
 *            null: not known
 * @param version
 *            counts the changes of this window, as in its ETag
 * @param revision
 *            counts the changes of all windows
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WindowView(UUID id, List<Coverage> channels, Instant startsAt, Instant backOnlineAt, EndPolicy endPolicy,
        String message, int version, long revision) {

    static WindowView of(MaintenanceWindow window, long revision) {
        Instant startsAt = window.channels().stream().map(Coverage::startsAt).min(Instant::compareTo).orElse(null);
        return new WindowView(window.id(), window.channels(), startsAt, window.backOnlineAt(), window.endPolicy(),
                window.message(),
                window.version(), revision);
    }
}
