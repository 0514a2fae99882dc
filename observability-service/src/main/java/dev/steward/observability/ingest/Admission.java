package dev.steward.observability.ingest;

import static dev.steward.observability.ingest.RejectedException.unless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.observability.exchange.Exchange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which records may be stored. Complete: what it admits, the table takes. */
final class Admission {
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LINE = 32 * 1024;
    private static final int MOST_HEADERS = 500;
    private static final int TIME_ORDERED = 7;

    private final Set<String> apis;
    private final IngestConfig config;
    private final Clock clock;
    private final long longestBody;
    private final String known;

    Admission(Set<String> apis, IngestConfig config, Clock clock) {
        this.apis = new TreeSet<>(apis);
        this.config = config;
        this.clock = clock;
        this.known = String.join(", ", this.apis);
        this.longestBody = config.bodySize().asLongValue();
    }

    /**
     * @throws RejectedException
     *             with the first thing that is wrong
     */
    void check(Exchange exchange) {
        unless(exchange.id() != null && exchange.id().version() == TIME_ORDERED, "id: must be a UUIDv7");
        unless(exchange.api() != null && apis.contains(exchange.api()),
                "api: not configured here; known are %s", known);
        unless(exchange.traceId() == null || TRACE_ID.matcher(exchange.traceId()).matches(),
                "traceId: must be 32 lower-case hexadecimal digits");
        unless(exchange.durationMicros() >= 0, "durationMicros: must not be negative");
        startedAt(exchange.startedAt());
        present("service", exchange.service());
        request(exchange.request());
        response(exchange.response());
        user(exchange.user());
        sampled(exchange.sampled());
        redaction(exchange.redaction());
        exception(exchange.exception());
    }

    private void startedAt(Instant startedAt) {
        Instant now = clock.instant();
        unless(startedAt != null, "startedAt: is missing");
        unless(!startedAt.isBefore(now.minus(config.acceptedPast())), "startedAt: older than %s", words(config.acceptedPast()));
        unless(!startedAt.isAfter(now.plus(config.acceptedFuture())),
                "startedAt: more than %s ahead", words(config.acceptedFuture()));
    }

    private void request(Exchange.Request request) {
        unless(request != null, "request: is missing");
        present("request.method", request.method());
        unless(request.url() != null && !request.url().isEmpty(), "request.url: is missing");
        within("request.url", request.url(), LONGEST_LINE);
        within("request.route", request.route(), LONGEST_LINE);
        within("request.clientAddress", request.clientAddress(), LONGEST_NAME);
        within("request.userAgent", request.userAgent(), LONGEST_LINE);
        headers("request.headers", request.headers());
        body("request.body", request.body());
    }

    private void response(Exchange.Response response) {
        unless(response != null, "response: is missing");
        unless(response.status() == null || response.status() >= 100 && response.status() <= 599,
                "response.status: must be from 100 to 599, or null");
        headers("response.headers", response.headers());
        body("response.body", response.body());
    }

    private void body(String field, Exchange.Body body) {
        if (body != null) {
            unless(body.size() >= 0, "%s.size: must not be negative", field);
            within(field, ".sha256", body.sha256(), LONGEST_NAME);
            within(field, ".omitted", body.omitted(), LONGEST_NAME);
            within(field, ".text", body.text(), longestBody);
        }
    }

    private static void headers(String field, List<List<String>> headers) {
        if (headers != null) {
            unless(headers.size() <= MOST_HEADERS, "%s: more than %d", field, MOST_HEADERS);
            headers.forEach(pair -> header(field, pair));
        }
    }

    private static void header(String field, List<String> pair) {
        unless(pair != null && pair.size() == 2 && !pair.contains(null), "%s: must be pairs of name and value", field);
        within(field, pair.get(0), LONGEST_NAME);
        within(field, pair.get(1), LONGEST_LINE);
    }

    private static void user(Exchange.User user) {
        if (user != null) {
            present("user.id", user.id());
            unless(user.roles() == null || user.roles().size() <= MOST_HEADERS && !user.roles().contains(null),
                    "user.roles: must be names, at most %d", MOST_HEADERS);
            if (user.roles() != null) {
                user.roles().forEach(role -> within("user.roles", role, LONGEST_NAME));
            }
        }
    }

    private static void sampled(Exchange.Sampled sampled) {
        if (sampled != null) {
            unless(sampled.rate() > 0 && sampled.rate() <= 1, "sampled.rate: must be above 0 and at most 1");
            within("sampled.reason", sampled.reason(), LONGEST_NAME);
        }
    }

    private static void redaction(Exchange.Redaction redaction) {
        if (redaction != null) {
            present("redaction.rulesVersion", redaction.rulesVersion());
            unless(redaction.count() >= 0, "redaction.count: must not be negative");
        }
    }

    private static void exception(JsonNode exception) {
        unless(exception == null || exception.isNull() || exception.isObject(), "exception: must be an object or null");
    }

    private static void present(String field, String name) {
        unless(name != null && !name.isBlank(), "%s: is missing", field);
        within(field, name, LONGEST_NAME);
    }

    private static void within(String field, String text, long longest) {
        within(field, "", text, longest);
    }

    /** Words are only made for what is wrong: this is asked for each header. */
    private static void within(String field, String member, String text, long longest) {
        if (text != null && text.length() > longest) {
            throw new RejectedException("%s%s: longer than %d characters".formatted(field, member, longest));
        }
    }

    private static String words(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toMinutes() + " minutes";
    }
}
