package dev.steward.heartbeat.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one item of a batch. Pure: a bad item is an answer of its own and leaves its neighbours alone. */
final class EventReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}]{1,128}");
    private static final Set<String> ORDER_KINDS = Set.of("web", "platform", "manual");

    private final EventConfig config;
    private final Clock clock;

    EventReader(EventConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    Checked read(JsonNode item) {
        String id = item.path("id").textValue();
        if (id == null || !ID.matcher(id).matches()) {
            return new Checked.Invalid(null, "id must be 1 to 128 letters, digits, '.', '_', ':' or '-'");
        }
        String type = item.path("type").textValue();
        if (type == null || !TYPE.matcher(type).matches()) {
            return new Checked.Invalid(id, "type must be 1 to 64 lower-case letters, digits, '.', '_' or '-'");
        }
        Instant occurredAt = instant(item.path("occurredAt").textValue());
        if (occurredAt == null) {
            return new Checked.Invalid(id, "occurredAt must be an RFC 3339 time");
        }
        return read(id, type, occurredAt, item.path("data"));
    }

    private Checked read(String id, String type, Instant occurredAt, JsonNode data) {
        Instant now = clock.instant();
        if (occurredAt.isBefore(now.minus(config.acceptedFor()))) {
            return new Checked.Invalid(id, "occurredAt is too long ago");
        }
        if (occurredAt.isAfter(now.plus(config.clockTolerance()))) {
            return new Checked.Invalid(id, "occurredAt is in the future");
        }
        if (!data.isObject() && !data.isMissingNode() && !data.isNull()) {
            return new Checked.Invalid(id, "data must be an object");
        }
        String json = data.isObject() ? data.toString() : "{}";
        if (json.length() > config.dataLimit()) {
            return new Checked.Invalid(id, "data is larger than " + config.dataLimit() + " bytes");
        }
        return read(new Event(id, type, "", "", occurredAt.isAfter(now) ? now : occurredAt, json), data);
    }

    private static Checked read(Event event, JsonNode data) {
        return switch (event.type()) {
            case EventType.ORDER_PLACED -> order(event, data.path("kind").asText());
            case EventType.ARTICLE_CREATED, EventType.ARTICLE_VALIDATED ->
                about(event, "data.articleId", data.path("articleId"));
            case EventType.USER_SEEN -> about(event, "data.userId", data.path("userId"));
            default -> new Checked.Valid(event);
        };
    }

    private static Checked order(Event event, String kind) {
        return ORDER_KINDS.contains(kind)
                ? new Checked.Valid(new Event(event.id(), event.type(), kind, "", event.occurredAt(), event.data()))
                : new Checked.Invalid(event.id(), "data.kind must be web, platform or manual");
    }

    /** A subject may be missing; the event then counts, and nothing can be said about whom. */
    private static Checked about(Event event, String member, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return new Checked.Valid(event);
        }
        String subject = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        return SUBJECT.matcher(subject).matches()
                ? new Checked.Valid(new Event(event.id(), event.type(), "", subject, event.occurredAt(), event.data()))
                : new Checked.Invalid(event.id(), member + " must be a text of 1 to 128 characters or a number");
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
