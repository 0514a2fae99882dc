package dev.steward.kit.problem;

/**
 * Every error that the framework and the stores can raise in any service; a service's own errors stand in its own enum.
 */
public enum KitError implements ErrorCode {
    MALFORMED_REQUEST(400, "The request cannot be understood"),
    VALIDATION_FAILED(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Authentication is required"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Nothing here"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    CONFLICT(409, "Conflict"),
    PRECONDITION_FAILED(412, "Changed by somebody else meanwhile"),
    CONTENT_TOO_LARGE(413, "Content too large"),
    URI_TOO_LONG(414, "URI too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    UNPROCESSABLE_CONTENT(422, "Understood, but not possible"),
    PRECONDITION_REQUIRED(428, "A precondition is required"),
    HEADER_FIELDS_TOO_LARGE(431, "Header fields too large"),
    INTERNAL_ERROR(500, "Internal error"),
    STORE_UNAVAILABLE(503, "Temporarily unavailable"),
    REQUEST_FAILED(400, "The request failed");

    private final int status;
    private final String title;

    KitError(int status, String title) {
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

    /** The code that says {@code status}; {@link #REQUEST_FAILED} or {@link #INTERNAL_ERROR} when none does. */
    public static KitError of(int status) {
        for (KitError code : values()) {
            if (code.status == status && code != VALIDATION_FAILED) {
                return code;
            }
        }
        return status >= 500 ? INTERNAL_ERROR : REQUEST_FAILED;
    }
}
