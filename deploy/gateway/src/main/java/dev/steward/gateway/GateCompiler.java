package dev.steward.gateway;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.EffectiveState;
import dev.steward.kit.maintenance.MaintenanceConfig;
import dev.steward.kit.maintenance.MaintenanceModeResponder;
import dev.steward.kit.maintenance.MaintenanceRequest;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.maintenance.Snapshot;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Turns windows into spans of time, so that nginx comes to the same answer by comparing numbers. Pure. */
@Singleton
class GateCompiler {
    private final MaintenanceModeResponder responder;
    private final MaintenanceConfig config;

    GateCompiler(MaintenanceModeResponder responder, MaintenanceConfig config) {
        this.responder = responder;
        this.config = config;
    }

    GateDocument compile(Snapshot snapshot) {
        Map<String, GateDocument.Channel> channels = new TreeMap<>();
        snapshot.windows().stream()
                .flatMap(window -> window.channels().stream())
                .map(Coverage::channel)
                .distinct()
                .forEach(channel -> channels.put(channel, channel(snapshot, channel)));
        return new GateDocument(snapshot.revision(), snapshot, channels);
    }

    private GateDocument.Channel channel(Snapshot snapshot, String channel) {
        return new GateDocument.Channel(config.htmlChannels().contains(channel), config.retryFloor().toSeconds(),
                config.retryUnknown().toSeconds(), spans(snapshot, channel));
    }

    /** Between two edges nothing changes, so the state at the first holds until the second. */
    private List<GateDocument.Span> spans(Snapshot snapshot, String channel) {
        List<Instant> edges = edges(snapshot, channel);
        List<GateDocument.Span> spans = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            ChannelState state = EffectiveState.of(snapshot, channel, edges.get(i));
            if (state.offline()) {
                spans.add(span(state, snapshot.revision(), edges.get(i), i + 1 < edges.size() ? edges.get(i + 1) : null));
            }
        }
        return spans;
    }

    private static List<Instant> edges(Snapshot snapshot, String channel) {
        return List.copyOf(EffectiveState.spans(snapshot, channel)
                .flatMap(span -> Stream.of(span.startsAt(), span.until()))
                .filter(Objects::nonNull)
                .collect(TreeSet<Instant>::new, TreeSet::add, TreeSet::addAll));
    }

    private GateDocument.Span span(ChannelState state, long revision, Instant from, Instant until) {
        return new GateDocument.Span(seconds(from), seconds(until), seconds(state.backOnlineAt()),
                prepared(state, revision, from, "text/html"), prepared(state, revision, from, "application/problem+json"));
    }

    private String prepared(ChannelState state, long revision, Instant from, String accept) {
        MaintenanceRequest anybody = new MaintenanceRequest(state.channel(), "GET", "/", "", accept, null, null, null);
        return responder.answer(anybody, state, revision, from).body();
    }

    private static Double seconds(Instant time) {
        return time == null ? null : time.toEpochMilli() / 1000.0;
    }
}
