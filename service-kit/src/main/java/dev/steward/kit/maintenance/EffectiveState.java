package dev.steward.kit.maintenance;

import dev.steward.kit.maintenance.ChannelState.State;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Derives a channel's state from the stored windows and a clock. Pure, and the only place where it is done: the
 * service,
 * the kit's gate and the gateway's agent share it. Windows overlap as a union, and the latest back-online time counts.
 */
public final class EffectiveState {
    private EffectiveState() {}

    public static ChannelState of(Snapshot snapshot, String channel, Instant now) {
        List<Span> spans = spans(snapshot, channel).filter(span -> !span.overAt(now)).toList();
        List<Span> active = startedBy(now, spans);
        if (!active.isEmpty()) {
            return closed(channel, active, now, snapshot.policy(channel).grace());
        }
        return spans.stream().map(Span::startsAt).min(Comparator.naturalOrder())
                .map(start -> scheduled(closed(channel, startedBy(start, spans), start, Duration.ZERO), start))
                .orElseGet(() -> ChannelState.online(channel));
    }

    /** When a channel is offline, so that a reader who can only compare times comes to the same answer. */
    public static Stream<Span> spans(Snapshot snapshot, String channel) {
        return snapshot.windows().stream().flatMap(window -> window.channels().stream()
                .filter(coverage -> coverage.channel().equals(channel) && !coverage.calledOff())
                .map(coverage -> new Span(window, coverage)))
                .filter(Span::notEmpty);
    }

    /** One window on one channel: offline from {@code startsAt} (inclusive) to {@code until} (exclusive; null: open). */
    public record Span(MaintenanceWindow window, Coverage coverage) {
        public Instant startsAt() {
            return coverage.startsAt();
        }

        public Instant until() {
            return window.until(coverage);
        }

        boolean overAt(Instant now) {
            return until() != null && !until().isAfter(now);
        }

        boolean notEmpty() {
            return until() == null || until().isAfter(startsAt());
        }
    }

    /** The grace counts from the start of the oldest active window: a second window does not let anybody in again. */
    private static ChannelState closed(String channel, List<Span> active, Instant now, Duration grace) {
        Instant startedAt = active.stream().map(Span::startsAt).min(Comparator.naturalOrder()).orElseThrow();
        boolean open = active.stream().anyMatch(span -> span.window().backOnlineAt() == null);
        Instant backOnlineAt = open
                ? null
                : active.stream().map(span -> span.window().backOnlineAt()).max(Comparator.naturalOrder()).orElseThrow();
        boolean estimated = active.stream().anyMatch(span -> span.until() == null);
        boolean overrun = backOnlineAt != null && !backOnlineAt.isAfter(now);
        State state = now.isBefore(startedAt.plus(grace)) ? State.DRAINING : State.OFFLINE;
        return new ChannelState(channel, state, null, startedAt, backOnlineAt, estimated, overrun, message(active));
    }

    private static List<Span> startedBy(Instant now, List<Span> spans) {
        return spans.stream().filter(span -> !span.startsAt().isAfter(now)).toList();
    }

    /** What will be true when the next window starts. */
    private static ChannelState scheduled(ChannelState then, Instant startsAt) {
        return new ChannelState(then.channel(), State.SCHEDULED, startsAt, null, then.backOnlineAt(),
                then.estimated(),
                false, then.message());
    }

    /** Of several windows the one that started last speaks. */
    private static String message(List<Span> active) {
        return active.stream().sorted(Comparator.comparing(Span::startsAt).thenComparing(span -> span.window().id()).reversed())
                .map(span -> span.window().message())
                .filter(Objects::nonNull)
                .findFirst().orElse(null);
    }
}
