package dev.steward.maintenance.window;

import static dev.steward.maintenance.MaintenanceServiceError.CHANNEL_NOT_COVERED;
import static dev.steward.maintenance.MaintenanceServiceError.WINDOW_NOT_STARTED;
import static dev.steward.maintenance.MaintenanceServiceError.WINDOW_OVER;
import static dev.steward.maintenance.MaintenanceServiceError.WINDOW_STARTED;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What may be done to one window, and what comes of it. Pure: a start that has come and an end are never changed. */
final class ScheduleDecision {
    private ScheduleDecision() {}

    /**
     * What a request asks for, understood.
     *
     * @param channels
     *            null: unchanged
     * @param endPolicy
     *            null: unchanged
     */
    record Plan(SortedSet<String> channels, Moment startsAt, Moment backOnlineAt, EndPolicy endPolicy, Text message) {}

    /**
     * @param given
     *            whether the request names it at all
     * @param text
     *            null: none
     */
    record Text(boolean given, String text) {
        String after(String before) {
            return given ? text : before;
        }
    }

    static Change create(Plan plan, Instant now, Duration longest) {
        Instant startsAt = plan.startsAt() instanceof Moment.At(Instant time) ? time : now;
        Instant backOnlineAt = plan.backOnlineAt().after(null);
        if (startsAt != now) {
            Refusal.ifPast("startsAt", startsAt, now);
        }
        EndPolicy policy = plan.endPolicy() != null
                ? plan.endPolicy()
                : startsAt.isAfter(now) && backOnlineAt != null ? EndPolicy.AUTOMATIC : EndPolicy.MANUAL;
        Refusal.ifInverted(startsAt, backOnlineAt);
        Refusal.unlessPossible(startsAt, backOnlineAt, policy, now, longest);
        return new Change(Change.Action.CREATE, null, new MaintenanceWindow(Uuid7.at(now),
                coverage(plan.channels(), startsAt), backOnlineAt, policy, plan.message().after(null), 1));
    }

    static Change edit(MaintenanceWindow window, Plan plan, Instant now, Duration longest) {
        return switch (WindowState.of(window, now)) {
            case ENDED, CANCELLED -> throw Refusal.because(WINDOW_OVER, "What is over is not changed any more.");
            case SCHEDULED -> reschedule(window, plan, now, longest);
            case ACTIVE -> adjust(window, plan, now, longest);
        };
    }

    /** Ends these channels of the window; those that have ended before stay as they are. */
    static Change end(MaintenanceWindow window, Set<String> channels, Instant now) {
        List<Coverage> meant = meant(window, channels);
        if (meant.stream().anyMatch(coverage -> WindowState.of(window, coverage, now) == WindowState.SCHEDULED)) {
            throw Refusal.because(WINDOW_NOT_STARTED, "It starts at %s; until then it can be cancelled.",
                    meant.getFirst().startsAt());
        }
        return new Change(Change.Action.END, window, OfflineDecision.ended(window, channels, now));
    }

    /** Calls these channels off; those that have been called off before stay as they are. */
    static Change cancel(MaintenanceWindow window, Set<String> channels, Instant now) {
        for (Coverage coverage : meant(window, channels)) {
            switch (WindowState.of(window, coverage, now)) {
                case ACTIVE -> throw Refusal.because(WINDOW_STARTED, "%s is offline since %s; it can be ended.",
                        coverage.channel(), coverage.startsAt());
                case ENDED -> throw Refusal.because(WINDOW_OVER, "%s was offline from %s on, and no longer is.",
                        coverage.channel(), coverage.startsAt());
                case SCHEDULED, CANCELLED -> {
                }
            }
        }
        return new Change(Change.Action.CANCEL, window, window.withChannels(window.channels().stream()
                .map(old -> channels.contains(old.channel()) && old.cancelledAt() == null
                        ? new Coverage(old.channel(), old.startsAt(), null, now)
                        : old)
                .toList()));
    }

    private static Change reschedule(MaintenanceWindow window, Plan plan, Instant now, Duration longest) {
        Instant before = startOf(window.channels());
        Instant startsAt = plan.startsAt() instanceof Moment.At(Instant time) ? time : before;
        if (!startsAt.equals(before)) {
            Refusal.ifPast("startsAt", startsAt, now);
        }
        List<Coverage> channels = plan.channels() == null
                ? moved(window.channels(), startsAt)
                : coverage(plan.channels(), startsAt);
        MaintenanceWindow after = possible(window, channels, plan, now, longest);
        Refusal.ifInverted(startsAt, after.backOnlineAt());
        return new Change(Change.Action.UPDATE, window, after);
    }

    private static Change adjust(MaintenanceWindow window, Plan plan, Instant now, Duration longest) {
        Instant began = startOf(window.channels());
        if (plan.startsAt() instanceof Moment.At(Instant time) && !time.equals(began)) {
            throw Refusal.because(WINDOW_STARTED, "It started at %s, which cannot be changed any more.", began);
        }
        if (plan.channels() != null && !plan.channels().equals(names(window))) {
            throw Refusal.because(WINDOW_STARTED, "Its channels are offline already; end it for one, or take another offline.");
        }
        MaintenanceWindow after = possible(window, window.channels(), plan, now, longest);
        boolean later = after.backOnlineAt() != null && window.backOnlineAt() != null
                && after.backOnlineAt().isAfter(window.backOnlineAt());
        return new Change(later ? Change.Action.EXTEND : Change.Action.UPDATE, window, after);
    }

    private static MaintenanceWindow possible(MaintenanceWindow window, List<Coverage> channels, Plan plan, Instant now,
            Duration longest) {
        Instant backOnlineAt = plan.backOnlineAt().after(window.backOnlineAt());
        if (plan.backOnlineAt() instanceof Moment.At(Instant time)) {
            Refusal.ifPast("backOnlineAt", time, now);
        }
        EndPolicy policy = plan.endPolicy() == null ? window.endPolicy() : plan.endPolicy();
        Refusal.unlessPossible(startOf(channels), backOnlineAt, policy, now, longest);
        return new MaintenanceWindow(window.id(), channels, backOnlineAt, policy, plan.message().after(window.message()),
                window.version());
    }

    private static List<Coverage> meant(MaintenanceWindow window, Set<String> channels) {
        channels.stream().filter(channel -> !names(window).contains(channel)).findFirst().ifPresent(stranger -> {
            throw Refusal.because(CHANNEL_NOT_COVERED, "It covers %s, and not %s.", String.join(", ", names(window)), stranger);
        });
        return window.channels().stream().filter(coverage -> channels.contains(coverage.channel())).toList();
    }

    private static Instant startOf(List<Coverage> channels) {
        return channels.stream().filter(coverage -> coverage.cancelledAt() == null).map(Coverage::startsAt)
                .min(Comparator.naturalOrder()).orElseThrow();
    }

    static Set<String> names(MaintenanceWindow window) {
        return window.channels().stream().map(Coverage::channel).collect(Collectors.toSet());
    }

    private static List<Coverage> coverage(SortedSet<String> channels, Instant startsAt) {
        return channels.stream().map(channel -> new Coverage(channel, startsAt, null, null)).toList();
    }

    private static List<Coverage> moved(List<Coverage> channels, Instant startsAt) {
        return channels.stream()
                .map(old -> old.cancelledAt() == null ? new Coverage(old.channel(), startsAt, null, null) : old).toList();
    }
}
