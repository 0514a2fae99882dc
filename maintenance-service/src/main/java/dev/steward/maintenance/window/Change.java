package dev.steward.maintenance.window;

import dev.steward.kit.maintenance.MaintenanceWindow;

/**
 * One window before and after.
 *
 * @param before
 *            null when the window is new
 */
record Change(Action action, MaintenanceWindow before, MaintenanceWindow after) {
    enum Action {
        CREATE,
        EXTEND,
        UPDATE,
        END,
        CANCEL,
        IMPORT
    }

    /** Asking for what is so already is no change: no event, no revision. */
    boolean effective() {
        return !after.equals(before);
    }
}
