package dev.steward.kit.telemetry;

import dev.steward.kit.recording.redaction.RedactionRules;
import dev.steward.kit.recording.redaction.Redactor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/** A span without its secrets: its name, its status, and all attributes, also those of its events and links. */
final class SpanRedaction {
    private final Redactor redactor = new Redactor(RedactionRules.defaults());
    private final AttributeRedaction values = new AttributeRedaction(redactor);

    SpanData of(SpanData span) {
        return new Redacted(span, redactor.text(span.getName()).value(), attributes(span.getAttributes()),
                span.getEvents().stream().map(this::event).toList(), span.getLinks().stream().map(this::link).toList(),
                status(span.getStatus()));
    }

    private Attributes attributes(Attributes attributes) {
        AttributesBuilder redacted = Attributes.builder();
        attributes.forEach((key, value) -> values.put(redacted, key, value, attributes));
        return redacted.build();
    }

    private EventData event(EventData event) {
        return EventData.create(event.getEpochNanos(), redactor.text(event.getName()).value(),
                attributes(event.getAttributes()), event.getTotalAttributeCount());
    }

    private LinkData link(LinkData link) {
        return LinkData.create(link.getSpanContext(), attributes(link.getAttributes()), link.getTotalAttributeCount());
    }

    private StatusData status(StatusData status) {
        return StatusData.create(status.getStatusCode(), redactor.text(status.getDescription()).value());
    }

    private static final class Redacted extends DelegatingSpanData {
        private final String name;
        private final Attributes attributes;
        private final List<EventData> events;
        private final List<LinkData> links;
        private final StatusData status;

        Redacted(SpanData span, String name, Attributes attributes, List<EventData> events, List<LinkData> links,
                StatusData status) {
            super(span);
            this.name = name;
            this.attributes = attributes;
            this.events = events;
            this.links = links;
            this.status = status;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return events;
        }

        @Override
        public List<LinkData> getLinks() {
            return links;
        }

        @Override
        public StatusData getStatus() {
            return status;
        }
    }
}
