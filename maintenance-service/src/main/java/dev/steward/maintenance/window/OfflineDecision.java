package dev.steward.maintenance.window;

import static dev.steward.maintenance.MaintenanceServiceError.WOULD_SHORTEN;
import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What "offline now" and "online" do to the windows that are not over yet. Pure. */
final class OfflineDecision {
    private OfflineDecision() {}

    /**
     * Extends the window that is active on a requested channel, or makes one. Where several are active on the requested
     * channels, the one that started last takes those channels over from the others, so that what was asked for holds.
     *
     * @return the windows that must be stored; the first is the one created or extended
     */
    static List<Change> takeOffline(OfflineCommand command, List<MaintenanceWindow> open, Instant now, Duration longest) {
        List<MaintenanceWindow> active = open.stream()
                .filter(window -> window.channels().stream().anyMatch(covers(window, command.channels(), now)))
                .sorted(comparing(OfflineDecision::startOf).reversed())
                .toList();
        Instant announced = announced(active);
        Instant backOnlineAt = command.backOnlineAt().after(announced);
        EndPolicy policy = command.endPolicy() != null ? command.endPolicy() : policy(active);
        if (command.backOnlineAt() instanceof Moment.At(Instant time)) {
            Refusal.ifPast("backOnlineAt", time, now);
        }
        Instant since = active.isEmpty() ? now : startOf(active.getFirst());
        Refusal.unlessPossible(since, backOnlineAt, policy, now, longest);
        if (announced != null && backOnlineAt != null && backOnlineAt.isBefore(announced) && !command.shorten()) {
            throw Refusal.because(WOULD_SHORTEN, "Announced is %s, asked for is %s; say shorten if you mean it.", announced,
                    backOnlineAt);
        }
        return active.isEmpty()
                ? List.of(created(command, backOnlineAt, policy, now))
                : extend(command, active, backOnlineAt, policy, now);
    }

    /** Ends every active window on these channels, and no scheduled one. */
    static List<Change> takeOnline(Set<String> channels, List<MaintenanceWindow> open, Instant now) {
        return open.stream()
                .map(window -> new Change(Change.Action.END, window, ended(window, channels, now)))
                .filter(Change::effective)
                .toList();
    }

    /** The window with these channels ended, where they are active. */
    static MaintenanceWindow ended(MaintenanceWindow window, Set<String> channels, Instant now) {
        return window.withChannels(window.channels().stream()
                .map(old -> covers(window, channels, now).test(old)
                        ? new Coverage(old.channel(), old.startsAt(), now, null)
                        : old)
                .toList());
    }

    private static Change created(OfflineCommand command, Instant backOnlineAt, EndPolicy policy, Instant now) {
        List<Coverage> coverage = new TreeSet<>(command.channels()).stream()
                .map(channel -> new Coverage(channel, now, null, null)).toList();
        return new Change(Change.Action.CREATE, null,
                new MaintenanceWindow(Uuid7.at(now), coverage, backOnlineAt, policy, message(command, null), 1));
    }

    private static List<Change> extend(OfflineCommand command, List<MaintenanceWindow> active, Instant backOnlineAt,
            EndPolicy policy, Instant now) {
        MaintenanceWindow before = active.getFirst();
        List<Coverage> coverage = new ArrayList<>(before.channels());
        for (String channel : new TreeSet<>(command.channels())) {
            coverage.removeIf(old -> old.channel().equals(channel));
            coverage.add(new Coverage(channel, offlineSince(channel, active, now), null, null));
        }
        coverage.sort(comparing(Coverage::channel));
        MaintenanceWindow after = new MaintenanceWindow(before.id(), coverage, backOnlineAt, policy,
                message(command, before.message()), before.version());
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(Change.Action.EXTEND, before, after));
        changes.addAll(takeOnline(command.channels(), active.subList(1, active.size()), now));
        return changes;
    }

    private static Instant offlineSince(String channel, List<MaintenanceWindow> active, Instant now) {
        return active.stream()
                .flatMap(window -> window.channels().stream().filter(covers(window, Set.of(channel), now)))
                .map(Coverage::startsAt)
                .min(naturalOrder()).orElse(now);
    }

    private static Predicate<Coverage> covers(MaintenanceWindow window, Set<String> channels, Instant now) {
        return coverage -> channels.contains(coverage.channel()) && window.activeOn(coverage, now);
    }

    /** The latest back-online time; null as soon as one of the windows has none. */
    private static Instant announced(List<MaintenanceWindow> active) {
        return active.stream().anyMatch(window -> window.backOnlineAt() == null)
                ? null
                : active.stream().map(MaintenanceWindow::backOnlineAt).max(naturalOrder()).orElse(null);
    }

    /** Where one of the windows waits for somebody to end it, no clock does. */
    private static EndPolicy policy(List<MaintenanceWindow> active) {
        return !active.isEmpty() && active.stream().allMatch(window -> window.endPolicy() == EndPolicy.AUTOMATIC)
                ? EndPolicy.AUTOMATIC
                : EndPolicy.MANUAL;
    }

    private static Instant startOf(MaintenanceWindow window) {
        return window.channels().stream().map(Coverage::startsAt).min(naturalOrder()).orElseThrow();
    }

    private static String message(OfflineCommand command, String before) {
        if (command.message() == null) {
            return before;
        }
        return command.message().isBlank() ? null : command.message().strip();
    }
}
