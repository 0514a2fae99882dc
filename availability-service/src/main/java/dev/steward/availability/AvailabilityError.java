package dev.steward.availability;

import dev.steward.kit.problem.ErrorCode;

/** Every error that this service adds to the kit's. */
public enum AvailabilityError implements ErrorCode {
    MITRA_NOT_FOUND(404, "No such mitra"),
    MITRA_DEACTIVATED(403, "The mitra is deactivated"),
    MITRA_EXISTS(409, "There is a mitra with this id already"),
    AUTH_SESSION_NOT_FOUND(404, "No such auth session"),
    AVAILABILITY_UNKNOWN(503, "Availability is unknown at the moment");

    private final Definition definition;

    AvailabilityError(int status, String title) {
        this.definition = new Definition(status, title);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
