package dev.steward.kit.maintenance;

import dev.steward.kit.problem.ErrorCode;

/** What a gate answers. */
enum MaintenanceError implements ErrorCode {
    MAINTENANCE;

    @Override
    public Definition definition() {
        return new Definition(503, "Offline for maintenance");
    }
}
