package dev.steward.maintenance;

import dev.steward.kit.problem.ErrorCode;

/** Every error of its own that this service can answer with. */
public enum MaintenanceServiceError implements ErrorCode {
    WINDOW_NOT_FOUND(404, "No such window"),
    LINK_NOT_FOUND(404, "No such bypass link"),
    WOULD_SHORTEN(409, "Earlier than announced"),
    WINDOW_STARTED(409, "The window has started"),
    WINDOW_NOT_STARTED(409, "The window has not started"),
    WINDOW_OVER(409, "The window is over"),
    UNKNOWN_CHANNEL(422, "No such channel"),
    CHANNEL_NOT_COVERED(422, "The window does not cover this channel"),
    TIME_PAST(422, "The time is past"),
    TIME_TOO_FAR(422, "The time is too far away"),
    TIME_REQUIRED(422, "A window that ends by itself needs a back-online time"),
    RANGE_INVERTED(422, "The window would end before it starts"),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request"),
    OFFLINE_FILE_UNREADABLE(422, "Not the content of an offline file");

    private final Definition definition;

    MaintenanceServiceError(int status, String title) {
        this.definition = new Definition(status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
