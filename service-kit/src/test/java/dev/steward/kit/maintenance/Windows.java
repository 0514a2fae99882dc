package dev.steward.kit.maintenance;

import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Windows in few words. */
final class Windows {
    static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private Windows() {}

    static Instant at(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }

    static MaintenanceWindow manual(Instant from, Instant backOnlineAt) {
        return window(EndPolicy.MANUAL, backOnlineAt, new Coverage("api", from, null, null));
    }

    static MaintenanceWindow automatic(Instant from, Instant backOnlineAt) {
        return window(EndPolicy.AUTOMATIC, backOnlineAt, new Coverage("api", from, null, null));
    }

    static MaintenanceWindow window(EndPolicy policy, Instant backOnlineAt, Coverage... channels) {
        return new MaintenanceWindow(UUID.randomUUID(), List.of(channels), backOnlineAt, policy, null, 1);
    }

    static Snapshot snapshot(MaintenanceWindow... windows) {
        return new Snapshot(1, List.of(windows));
    }
}
