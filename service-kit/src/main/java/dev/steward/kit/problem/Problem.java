package dev.steward.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A problem document, RFC 9457.
 *
 * Its members have these names whatever strategy an application names its own by.
 *
 * @param type
 *            {@code urn:steward:problem:<code>}
 * @param title
 *            short, the same for every occurrence of the type
 * @param status
 *            the HTTP status code, repeated
 * @param detail
 *            what happened this time, in a sentence that holds no internals
 * @param instance
 *            the path of the request, without its query
 * @param traceId
 *            the request's W3C trace id, as in the response's {@code Trace-Id} header
 * @param errors
 *            the fields that are wrong, for a validation error only
 * @param members
 *            extension members, written beside the others
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record Problem(URI type, String title, int status, String detail, String instance, String traceId,
        List<FieldError> errors,
        @JsonAnyGetter @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * @param field
     *            the field's path in the request, {@code channels[0]}
     * @param message
     *            what is wrong with it
     */
    public record FieldError(String field, String message) {}
}
