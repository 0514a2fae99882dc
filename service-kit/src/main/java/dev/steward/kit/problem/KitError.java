package dev.steward.kit.problem;

/**
 * Every error that the framework and the stores can raise in any service; a service's own errors stand in its own enum.
 */
public enum KitError implements ErrorCode {
    MALFORMED_REQUEST(400, "The request cannot be understood", "A header, a parameter or the body has the wrong form."),
    VALIDATION_FAILED(400, "The request is not valid", "A value is missing or not allowed."),
    UNAUTHENTICATED(401, "Authentication is required", "A bearer token is required."),
    FORBIDDEN(403, "Not allowed", "The token does not have the role that this needs."),
    NOT_FOUND(404, "Nothing here", "Nothing is served at this address."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "This address does not know the method."),
    NOT_ACCEPTABLE(406, "No acceptable representation", "Nothing that the Accept header allows is offered here."),
    CONFLICT(409, "Conflict", "The present state does not allow this."),
    PRECONDITION_FAILED(412, "Changed by somebody else meanwhile", "Read it again and repeat the change."),
    CONTENT_TOO_LARGE(413, "Content too large", "The body is larger than this service takes."),
    URI_TOO_LONG(414, "URI too long", "The address with its query is longer than this service takes."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "The body's Content-Type is not one that this address takes."),
    UNPROCESSABLE_CONTENT(422, "Understood, but not possible", "The values do not fit together."),
    PRECONDITION_REQUIRED(428, "A precondition is required", "Name the version that is meant to be changed, in If-Match."),
    HEADER_FIELDS_TOO_LARGE(431, "Header fields too large", "The headers are larger than this service takes."),
    INTERNAL_ERROR(500, "Internal error", "Something went wrong here; the trace id identifies it."),
    STORE_UNAVAILABLE(503, "Temporarily unavailable", "A store does not answer; try again later."),
    REQUEST_FAILED(400, "The request failed", "The request could not be served.");

    private final Definition definition;
    private final String detail;

    KitError(int status, String title, String detail) {
        this.definition = new Definition(status, title);
        this.detail = detail;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /** What to say where nothing more is known about the occurrence. */
    public String detail() {
        return detail;
    }

    /** The code that says {@code status}; {@link #REQUEST_FAILED} or {@link #INTERNAL_ERROR} when none does. */
    public static KitError of(int status) {
        for (KitError code : values()) {
            if (code.status() == status && code != VALIDATION_FAILED) {
                return code;
            }
        }
        return status >= 500 ? INTERNAL_ERROR : REQUEST_FAILED;
    }
}
