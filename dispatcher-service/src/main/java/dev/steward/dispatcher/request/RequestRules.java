package dev.steward.dispatcher.request;

import static dev.steward.dispatcher.DispatcherError.BODY_TOO_LARGE;
import static dev.steward.dispatcher.DispatcherError.NOT_SUPPORTED_YET;
import static dev.steward.dispatcher.DispatcherError.TARGET_FORBIDDEN;
import static dev.steward.dispatcher.DispatcherError.TIMEOUT_TOO_LONG;
import static java.util.Objects.requireNonNullElse;

import dev.steward.dispatcher.Backoff;
import dev.steward.dispatcher.StopCodes;
import dev.steward.dispatcher.target.Target;
import dev.steward.dispatcher.target.TargetPolicy;
import dev.steward.kit.problem.Problem.FieldError;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be enqueued, and what the defaults are (DSP-1, DSP-2). Pure, so that its test is a table. */
@Singleton
class RequestRules {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final int DEFAULT_INTERVAL_SECONDS = 60;
    private static final int DEFAULT_HTTP_TIMEOUT_SECONDS = 30;
    private static final int MAX_STOP_CODES = 100;
    private static final int DAY_SECONDS = 86_400;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final Instant BEGINNING_OF_TIME = Instant.EPOCH;

    /** What RFC 6750 lets stand behind {@code Bearer}. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,8192}=*");

    private final RequestConfig config;
    private final TargetPolicy targets;

    RequestRules(RequestConfig config, TargetPolicy targets) {
        this.config = config;
        this.targets = targets;
    }

    /**
     * @throws RefusedException
     *             which says everything that is wrong with it
     */
    NewRequest check(EnqueueRequest asked) {
        refuseWhatComesLater(asked);
        var complaints = new Complaints();
        Target target = target(asked.uri(), complaints);
        checkContent(asked, complaints);
        checkCodes(asked, complaints);
        checkTimes(asked, complaints);
        Map<String, String> headers = requireNonNullElse(asked.headers(), Map.of());
        HeaderRules.check(headers, "GET".equals(asked.method()), complaints);
        complaints.raise();
        refuseWhatCannotBe(asked, target);
        return new NewRequest(asked.method(), target, asked.content(), headers, asked.successCode(),
                StopCodes.including(requireNonNullElse(asked.stopCodes(), List.of())),
                asked.attemptLimit(), requireNonNullElse(asked.attemptIntervalSeconds(), DEFAULT_INTERVAL_SECONDS),
                Backoff.named(asked.backoff()).orElse(Backoff.FIXED),
                requireNonNullElse(asked.httpTimeoutSeconds(), DEFAULT_HTTP_TIMEOUT_SECONDS), asked.expireAt());
    }

    private static void refuseWhatComesLater(EnqueueRequest asked) {
        refuse(asked.claims() != null || asked.signingKey() != null, "claims", "The dispatcher does not sign claims yet");
        refuse("standard-webhooks".equals(asked.scheme()), "scheme", "The scheme standard-webhooks is not supported yet");
        refuse(asked.orderingKey() != null, "orderingKey", "Ordering keys are not supported yet");
    }

    private static void refuse(boolean asked, String field, String detail) {
        if (asked) {
            throw new RefusedException(NOT_SUPPORTED_YET, detail + ".", new FieldError(field, "is not supported yet"));
        }
    }

    private static Target target(String uri, Complaints complaints) {
        complaints.unless(uri != null, "uri", "is missing");
        try {
            return uri == null ? null : Target.of(uri);
        } catch (IllegalArgumentException e) {
            complaints.unless(false, "uri", e.getMessage());
            return null;
        }
    }

    private static void checkContent(EnqueueRequest asked, Complaints complaints) {
        String field = asked.jwt() != null ? "jwt" : "body";
        complaints.unless(METHODS.contains(requireNonNullElse(asked.method(), "")), "method",
                "must be GET, POST, PUT, PATCH or DELETE");
        complaints.unless(asked.body() == null ^ asked.jwt() == null, field, "must be given, as exactly one of body and jwt");
        complaints.unless(asked.scheme() == null || asked.scheme().equals("special-request"), "scheme",
                "must be special-request");
        complaints.unless(asked.backoff() == null || Backoff.named(asked.backoff()).isPresent(), "backoff",
                "must be fixed or exponential");
        String content = requireNonNullElse(asked.content(), "");
        complaints.unless(!"GET".equals(asked.method()) || TOKEN.matcher(content).matches(), field,
                "must be a bearer token of at most 8192 characters, as a GET sends it in a header");
        complaints.unless(storable(content), field, "must be Unicode text without NUL");
    }

    private static void checkCodes(EnqueueRequest asked, Complaints complaints) {
        complaints.unless(asked.successCode() != null, "successCode", "is missing");
        complaints.unlessWithin(asked.successCode(), 200, 599, "successCode");
        List<Integer> stopCodes = requireNonNullElse(asked.stopCodes(), List.of());
        complaints.unless(stopCodes.size() <= MAX_STOP_CODES, "stopCodes", "must not be more than " + MAX_STOP_CODES);
        complaints.unless(stopCodes.stream().allMatch(code -> code != null && code >= 200 && code <= 599), "stopCodes",
                "must be from 200 to 599");
    }

    private static void checkTimes(EnqueueRequest asked, Complaints complaints) {
        complaints.unlessWithin(asked.attemptLimit(), 1, 1_000_000, "attemptLimit");
        complaints.unlessWithin(asked.attemptIntervalSeconds(), 1, DAY_SECONDS, "attemptIntervalSeconds");
        complaints.unlessWithin(asked.httpTimeoutSeconds(), 1, DAY_SECONDS, "httpTimeoutSeconds");
        Instant expireAt = requireNonNullElse(asked.expireAt(), END_OF_TIME);
        complaints.unless(!expireAt.isAfter(END_OF_TIME) && !expireAt.isBefore(BEGINNING_OF_TIME), "expireAt",
                "must be in the years 1970 to 9999");
    }

    private void refuseWhatCannotBe(EnqueueRequest asked, Target target) {
        if (asked.content().getBytes(StandardCharsets.UTF_8).length > config.maxBody().asLongValue()) {
            throw new RefusedException(BODY_TOO_LARGE,
                    "The body must not exceed %d bytes.".formatted(config.maxBody().asLongValue()));
        }
        if (target.isZoned()) {
            throw new RefusedException(TARGET_FORBIDDEN, "An address with a zone leads to a neighbour of this machine only.");
        }
        target.literalAddress().flatMap(targets::objectionTo).ifPresent(objection -> {
            throw new RefusedException(TARGET_FORBIDDEN, objection);
        });
        long longest = config.maxHttpTimeout().toSeconds();
        if (requireNonNullElse(asked.httpTimeoutSeconds(), DEFAULT_HTTP_TIMEOUT_SECONDS) > longest) {
            throw new RefusedException(TIMEOUT_TOO_LONG, "A lease covers an HTTP timeout of at most %d s.".formatted(longest));
        }
    }

    /** PostgreSQL stores no NUL, and UTF-8 has no half of a surrogate pair. */
    private static boolean storable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
