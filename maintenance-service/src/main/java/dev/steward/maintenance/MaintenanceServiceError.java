package dev.steward.maintenance;

import dev.steward.kit.problem.ErrorCode;

/** Every error of its own that this service can answer with. */
public enum MaintenanceServiceError implements ErrorCode {
    WOULD_SHORTEN(409, "Earlier than announced"),
    UNKNOWN_CHANNEL(422, "No such channel"),
    TIME_PAST(422, "The back-online time is past"),
    TIME_TOO_FAR(422, "The back-online time is too far away"),
    TIME_REQUIRED(422, "A window that ends by itself needs a back-online time");

    private final int status;
    private final String title;

    MaintenanceServiceError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
