package dev.steward.observability.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.recording.redaction.BodySource;
import dev.steward.kit.recording.redaction.Header;
import dev.steward.kit.recording.redaction.Redacted;
import dev.steward.kit.recording.redaction.RedactedBody;
import dev.steward.kit.recording.redaction.RedactionRules;
import dev.steward.kit.recording.redaction.Redactor;
import dev.steward.kit.recording.redaction.StorableText;
import dev.steward.observability.exchange.Exchange;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes of a record what is stored. A record that names the rules it was redacted by keeps what these allowed, but
 * for the headers that no rules may allow: looking for those costs next to nothing. One that names none comes from a
 * recorder that does not redact, in whatever language, and is redacted here, all of it.
 */
@Singleton
class SecondLook {
    private static final Set<String> NEVER_ALLOWED = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie",
            "x-api-key",
            "x-auth-token", "x-csrf-token", "x-xsrf-token", "x-callback-token");
    private static final Exchange.Sampled ALL = new Exchange.Sampled(1, "rate");

    private final Redactor redactor = new Redactor(RedactionRules.defaults());
    private final ObjectMapper json;

    SecondLook(ObjectMapper json) {
        this.json = json;
    }

    Exchange of(Exchange given) {
        return new Look(given).result();
    }

    private final class Look {
        private final Exchange given;
        private final boolean redact;
        private int masked;

        Look(Exchange given) {
            this.given = given;
            this.redact = given.redaction() == null;
        }

        Exchange result() {
            Exchange.Request request = request(given.request());
            Exchange.Response response = response(given.response());
            JsonNode exception = exception(given.exception());
            Exchange.Redaction redaction = redact
                    ? new Exchange.Redaction(redactor.rulesVersion(), masked)
                    : new Exchange.Redaction(line(given.redaction().rulesVersion()), given.redaction().count() + masked);
            return new Exchange(given.id(), given.api(), line(given.service()), given.startedAt(), given.durationMicros(),
                    given.traceId(), request, response, user(given.user()), sampled(given.sampled()), redaction, exception);
        }

        private Exchange.Request request(Exchange.Request request) {
            String route = line(request.route());
            String url = redact ? counted(redactor.url(request.url(), route)) : line(request.url());
            String agent = request.userAgent() == null || !redact
                    ? line(request.userAgent())
                    : counted(redactor.headers(List.of(new Header("User-Agent", request.userAgent())))).getFirst().value();
            return new Exchange.Request(line(request.method()), url, route, headers(request.headers()),
                    body(request.body(), request.headers()), line(request.clientAddress()), agent);
        }

        private Exchange.Response response(Exchange.Response response) {
            return new Exchange.Response(response.status(), headers(response.headers()),
                    body(response.body(), response.headers()), response.aborted());
        }

        private List<List<String>> headers(List<List<String>> headers) {
            if (headers == null) {
                return List.of();
            }
            if (redact) {
                List<Header> all = headers.stream().map(pair -> new Header(pair.get(0), pair.get(1))).toList();
                return counted(redactor.headers(all)).stream().map(header -> List.of(header.name(), header.value())).toList();
            }
            return headers.stream().map(this::header).toList();
        }

        private List<String> header(List<String> pair) {
            String name = line(pair.get(0));
            if (!NEVER_ALLOWED.contains(name.strip().toLowerCase(Locale.ROOT))) {
                return List.of(name, line(pair.get(1)));
            }
            Header header = counted(redactor.headers(List.of(new Header(name, pair.get(1))))).getFirst();
            return List.of(header.name(), header.value());
        }

        private Exchange.Body body(Exchange.Body body, List<List<String>> headers) {
            if (body == null) {
                return Exchange.Body.NONE;
            }
            if (body.text() == null || !redact) {
                String text = body.text() == null ? null : StorableText.ofBody(body.text());
                return new Exchange.Body(text, body.size(), line(body.sha256()), body.truncated(), line(body.omitted()));
            }
            byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
            // Of one that was cut the redactor reads as far as it goes.
            long size = body.truncated() ? Math.max(body.size(), bytes.length + 1) : bytes.length;
            RedactedBody redacted = redactor.body(new BodySource(bytes, contentType(headers), null, size, null), bytes.length);
            masked += redacted.masked();
            return new Exchange.Body(redacted.text(), Math.max(body.size(), bytes.length), line(body.sha256()),
                    body.truncated() || redacted.truncated(),
                    redacted.omitted() == null ? line(body.omitted()) : redacted.omitted());
        }

        private JsonNode exception(JsonNode exception) {
            if (exception == null || exception.isNull()) {
                return null;
            }
            if (!redact) {
                return StorableTree.of(exception);
            }
            byte[] bytes = exception.toString().getBytes(StandardCharsets.UTF_8);
            RedactedBody redacted = redactor.body(BodySource.complete(bytes, "application/json", null), bytes.length);
            masked += redacted.masked();
            return tree(redacted.text());
        }

        private JsonNode tree(String text) {
            try {
                return text == null
                        ? json.createObjectNode().put("omitted", "redaction failed")
                        : StorableTree.of(json.readTree(text));
            } catch (JsonProcessingException e) {
                return json.createObjectNode().put("omitted", "redaction failed");
            }
        }

        private <T> T counted(Redacted<T> redacted) {
            masked += redacted.masked();
            return redacted.value();
        }
    }

    private static Exchange.User user(Exchange.User user) {
        return user == null
                ? null
                : new Exchange.User(line(user.id()),
                        user.roles() == null ? List.of() : user.roles().stream().map(SecondLook::line).toList());
    }

    private static Exchange.Sampled sampled(Exchange.Sampled sampled) {
        return sampled == null
                ? ALL
                : new Exchange.Sampled(sampled.rate(), sampled.reason() == null ? ALL.reason() : line(sampled.reason()));
    }

    private static String contentType(List<List<String>> headers) {
        return headers == null
                ? null
                : headers.stream().filter(pair -> pair.get(0).strip().equalsIgnoreCase("Content-Type")).map(pair -> pair.get(1))
                        .findFirst().orElse(null);
    }

    private static String line(String text) {
        return text == null ? null : StorableText.ofLine(text);
    }
}
