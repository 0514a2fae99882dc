package dev.steward.maintenance.window;

import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Instant;
import java.util.Comparator;

/** Where a window stands, derived from its times: active as long as it keeps any channel offline. */
enum WindowState {
    SCHEDULED,
    ACTIVE,
    ENDED,
    CANCELLED;

    static WindowState of(MaintenanceWindow window, Instant now) {
        return window.channels().stream().map(coverage -> of(window, coverage, now))
                .min(Comparator.comparingInt(WindowState::rank)).orElse(CANCELLED);
    }

    static WindowState of(MaintenanceWindow window, Coverage coverage, Instant now) {
        if (coverage.cancelledAt() != null) {
            return CANCELLED;
        }
        if (window.activeOn(coverage, now)) {
            return ACTIVE;
        }
        return coverage.startsAt().isAfter(now) && coverage.endedAt() == null ? SCHEDULED : ENDED;
    }

    private int rank() {
        return switch (this) {
            case ACTIVE -> 0;
            case SCHEDULED -> 1;
            case ENDED -> 2;
            case CANCELLED -> 3;
        };
    }
}
