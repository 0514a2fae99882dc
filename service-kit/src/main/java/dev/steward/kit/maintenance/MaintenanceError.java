package dev.steward.kit.maintenance;

import dev.steward.kit.problem.ErrorCode;

/** What a gate answers. */
enum MaintenanceError implements ErrorCode {
    MAINTENANCE;

    @Override
    public int status() {
        return 503;
    }

    @Override
    public String title() {
        return "Offline for maintenance";
    }
}
