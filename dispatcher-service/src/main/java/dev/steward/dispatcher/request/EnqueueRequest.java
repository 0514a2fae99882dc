package dev.steward.dispatcher.request;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.steward.kit.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a caller asks for, as it came. {@link RequestRules} says what is allowed and what the defaults are.
 *
 * @param method
 *            GET, POST, PUT, PATCH or DELETE
 * @param uri
 *            absolute, http or https
 * @param body
 *            the string to send, as a rule a signed JWT
 * @param jwt
 *            the same, named for what it is
 * @param claims
 *            for the dispatcher to sign
 * @param signingKey
 *            the name of the key to sign claims with
 * @param scheme
 *            {@code special-request}, the default, or {@code standard-webhooks}
 * @param expireAt
 *            nothing is sent from then on
 * @param successCode
 *            the HTTP status that means delivered
 * @param stopCodes
 *            HTTP statuses that end the request; 418 is always one
 * @param attemptLimit
 *            by default as many as fit before {@code expireAt}, else 1440
 * @param attemptIntervalSeconds
 *            from the end of an attempt to the next, by default 60
 * @param backoff
 *            {@code fixed}, the default: always the interval; {@code exponential}: twice as long after each attempt,
 *            and up to a
 *            quarter more by chance
 * @param httpTimeoutSeconds
 *            for a whole exchange, by default 30
 * @param headers
 *            to send along
 * @param orderingKey
 *            requests of one key are sent one after the other
 * @param idempotencyKey
 *            as the header {@code Idempotency-Key}
 */
@JsonPropertyOrder(alphabetic = true) // The fingerprint of a request must not change with the order of its members here.
record EnqueueRequest(
        @Schema(required = true, examples = "PATCH") String method,
        @Schema(required = true, examples = "https://crm.example.com/companies/1/plugin/status") String uri,
        @Schema(examples = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln") String body,
        String jwt,
        Map<String, Object> claims,
        String signingKey,
        String scheme,
        @Schema(examples = "2030-01-01T00:00:00Z") Instant expireAt,
        @Schema(required = true, examples = "202") Integer successCode,
        @Schema(examples = "[404, 410]") List<Integer> stopCodes,
        @Schema(examples = "30") Integer attemptLimit,
        @Schema(examples = "10") Integer attemptIntervalSeconds,
        @Schema(examples = "exponential", enumeration = {
                "fixed", "exponential"}) String backoff,
        @Schema(examples = "30") Integer httpTimeoutSeconds,
        @Schema(examples = "{\"X-Shop\": \"1\"}") Map<String, String> headers,
        String orderingKey,
        @Schema(examples = "order-4711-paid") String idempotencyKey){

    /** The string to send, by whichever name it came. */
    @JsonIgnore
    String content() {
        return body != null ? body : jwt;
    }

    /**
     * @param header
     *            may be null, and then changes nothing
     * @throws ProblemException
     *             if header and member disagree
     */
    EnqueueRequest keyed(String header) {
        if (header != null && idempotencyKey != null && !header.equals(idempotencyKey)) {
            throw new ProblemException(VALIDATION_FAILED, "The header Idempotency-Key and the member idempotencyKey differ.");
        }
        return header == null ? this : withKey(header);
    }

    EnqueueRequest withKey(String key) {
        return new EnqueueRequest(method, uri, body, jwt, claims, signingKey, scheme, expireAt, successCode, stopCodes,
                attemptLimit, attemptIntervalSeconds, backoff, httpTimeoutSeconds, headers, orderingKey, key);
    }
}
