package dev.steward.kit.maintenance;

import dev.steward.kit.maintenance.EffectiveState.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A channel's states in the order of time, worked out once per snapshot: between two edges nothing changes, so asking
 * what holds now is a comparison of times. Says at every moment what {@link EffectiveState} says.
 */
public final class Timeline {
    /**
     * @param from
     *            since when the state holds, inclusive; it holds until the next segment
     */
    public record Segment(Instant from, ChannelState state) {}

    private final List<Segment> segments;

    private Timeline(List<Segment> segments) {
        this.segments = segments;
    }

    public static Timeline of(Snapshot snapshot, String channel) {
        List<Segment> segments = new ArrayList<>();
        segments.add(new Segment(Instant.MIN, EffectiveState.of(snapshot, channel, Instant.MIN)));
        for (Instant edge : edges(snapshot, channel)) {
            ChannelState state = EffectiveState.of(snapshot, channel, edge);
            if (!state.equals(segments.getLast().state())) {
                segments.add(new Segment(edge, state));
            }
        }
        return new Timeline(List.copyOf(segments));
    }

    private static TreeSet<Instant> edges(Snapshot snapshot, String channel) {
        Duration grace = snapshot.policy(channel).grace();
        return EffectiveState.spans(snapshot, channel)
                .flatMap(span -> edges(span, grace))
                .filter(Objects::nonNull)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static Stream<Instant> edges(Span span, Duration grace) {
        return Stream.of(span.startsAt(), span.startsAt().plus(grace), span.window().backOnlineAt(), span.until());
    }

    public ChannelState at(Instant now) {
        for (int i = segments.size() - 1; i > 0; i--) {
            if (!now.isBefore(segments.get(i).from())) {
                return segments.get(i).state();
            }
        }
        return segments.getFirst().state();
    }

    /** When the state changes next by itself; null: never. */
    public Instant nextEdge(Instant now) {
        for (Segment segment : segments) {
            if (segment.from().isAfter(now)) {
                return segment.from();
            }
        }
        return null;
    }

    /** In the order of time; the first one holds since ever. */
    public List<Segment> segments() {
        return segments;
    }
}
