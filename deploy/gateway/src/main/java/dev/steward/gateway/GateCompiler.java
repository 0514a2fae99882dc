package dev.steward.gateway;

import dev.steward.kit.maintenance.Announcement;
import dev.steward.kit.maintenance.ChannelPolicy;
import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.MaintenanceModeResponder;
import dev.steward.kit.maintenance.MaintenanceRequest;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.maintenance.Timeline;
import dev.steward.kit.maintenance.Timeline.Segment;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns windows into spans of time, so that nginx comes to the same answer by comparing numbers. Pure. */
@Singleton
class GateCompiler {
    private final MaintenanceModeResponder responder;

    GateCompiler(MaintenanceModeResponder responder) {
        this.responder = responder;
    }

    GateDocument compile(Snapshot snapshot, Duration clockOffset) {
        Map<String, GateDocument.Channel> channels = new TreeMap<>();
        snapshot.windows().stream()
                .flatMap(window -> window.channels().stream())
                .map(Coverage::channel)
                .distinct()
                .forEach(channel -> channels.put(channel, channel(snapshot, channel)));
        return new GateDocument(snapshot.revision(), clockOffset.toMillis() / 1000.0, snapshot, channels);
    }

    private GateDocument.Channel channel(Snapshot snapshot, String channel) {
        ChannelPolicy policy = snapshot.policy(channel);
        List<GateDocument.Span> spans = new ArrayList<>();
        List<GateDocument.Announced> announcements = new ArrayList<>();
        List<Segment> segments = Timeline.of(snapshot, channel).segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            Instant until = i + 1 < segments.size() ? segments.get(i + 1).from() : null;
            switch (segment.state().state()) {
                case ONLINE -> {
                }
                case SCHEDULED -> announcements.add(announced(segment, policy, until));
                case DRAINING, OFFLINE -> spans.add(span(segment, policy, snapshot.revision(), until));
            }
        }
        return new GateDocument.Channel(policy.html(), policy.retryFloor().toSeconds(), policy.retryUnknown().toSeconds(),
                policy.retryJitter(), policy.exempt(), policy.sessionCookies(), spans, announcements);
    }

    private static GateDocument.Announced announced(Segment segment, ChannelPolicy policy, Instant until) {
        Instant ahead = Announcement.from(segment.state(), policy);
        Instant from = segment.from().isAfter(ahead) ? segment.from() : ahead;
        return new GateDocument.Announced(seconds(from), seconds(until), Announcement.text(segment.state()));
    }

    private GateDocument.Span span(Segment segment, ChannelPolicy policy, long revision, Instant until) {
        ChannelState state = segment.state();
        return new GateDocument.Span(seconds(segment.from()), seconds(until),
                state.state() == ChannelState.State.DRAINING, seconds(state.backOnlineAt()),
                prepared(segment, policy, revision, "text/html"),
                prepared(segment, policy, revision, "application/problem+json"));
    }

    private String prepared(Segment segment, ChannelPolicy policy, long revision, String accept) {
        MaintenanceRequest anybody = new MaintenanceRequest(segment.state().channel(), "GET", "/", "", accept, null, null, null,
                null);
        return responder.answer(anybody, segment.state(), policy, revision, segment.from()).body();
    }

    private static Double seconds(Instant time) {
        return time == null ? null : time.toEpochMilli() / 1000.0;
    }
}
