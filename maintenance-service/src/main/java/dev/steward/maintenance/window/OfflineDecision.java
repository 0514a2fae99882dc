package dev.steward.maintenance.window;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.maintenance.MaintenanceServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What "offline" and "online" do to the windows that are not over yet. Pure. */
sealed interface OfflineDecision {

    /**
     * @param changes
     *            the windows that must be stored; the first is the one created or extended
     */
    record Accepted(List<Change> changes) implements OfflineDecision {}

    record Refused(ErrorCode code, String detail) implements OfflineDecision {}

    /**
     * Extends the window that is active on a requested channel, or makes one. Where several are active on the requested
     * channels, the one that started last takes those channels over from the others, so that what was asked for holds.
     */
    static OfflineDecision takeOffline(OfflineCommand command, List<MaintenanceWindow> open, Instant now, Duration longest) {
        List<MaintenanceWindow> active = open.stream()
                .filter(window -> window.channels().stream().anyMatch(covers(window, command.channels(), now)))
                .sorted(comparing(OfflineDecision::startOf).reversed())
                .toList();
        Instant announced = announced(active);
        Instant backOnlineAt = switch (command.backOnline()) {
            case BackOnline.Unchanged() -> announced;
            case BackOnline.Unknown() -> null;
            case BackOnline.At(Instant time) -> time;
        };
        EndPolicy policy = command.endPolicy() != null
                ? command.endPolicy()
                : active.isEmpty() ? EndPolicy.MANUAL : active.getFirst().endPolicy();
        if (command.backOnline() instanceof BackOnline.At(Instant time) && !time.isAfter(now)) {
            return new Refused(MaintenanceServiceError.TIME_PAST, time + " is not after " + now + ".");
        }
        if (backOnlineAt != null && backOnlineAt.isAfter(now.plus(longest))) {
            return new Refused(MaintenanceServiceError.TIME_TOO_FAR,
                    backOnlineAt + " is more than " + longest.toDays() + " days away.");
        }
        if (policy == EndPolicy.AUTOMATIC && backOnlineAt == null) {
            return new Refused(MaintenanceServiceError.TIME_REQUIRED, "endPolicy AUTOMATIC and no backOnlineAt.");
        }
        if (announced != null && backOnlineAt != null && backOnlineAt.isBefore(announced) && !command.shorten()) {
            return new Refused(MaintenanceServiceError.WOULD_SHORTEN,
                    "Announced is " + announced + ", asked for is " + backOnlineAt + "; say shorten if you mean it.");
        }
        return active.isEmpty()
                ? create(command, backOnlineAt, policy, now)
                : extend(command, active, backOnlineAt, policy, now);
    }

    /** Ends every active window on these channels, and no scheduled one. */
    static List<Change> takeOnline(Set<String> channels, List<MaintenanceWindow> open, Instant now) {
        List<Change> changes = new ArrayList<>();
        for (MaintenanceWindow window : open) {
            MaintenanceWindow after = ended(window, channels, now);
            if (!after.equals(window)) {
                changes.add(new Change(Change.Action.END, window, after));
            }
        }
        return changes;
    }

    private static OfflineDecision create(OfflineCommand command, Instant backOnlineAt, EndPolicy policy, Instant now) {
        List<Coverage> coverage = new TreeSet<>(command.channels()).stream()
                .map(channel -> new Coverage(channel, now, null, null)).toList();
        MaintenanceWindow window = new MaintenanceWindow(Uuid7.at(now), coverage, backOnlineAt, policy, message(command, null),
                1);
        return new Accepted(List.of(new Change(Change.Action.CREATE, null, window)));
    }

    private static OfflineDecision extend(OfflineCommand command, List<MaintenanceWindow> active, Instant backOnlineAt,
            EndPolicy policy, Instant now) {
        MaintenanceWindow before = active.getFirst();
        List<MaintenanceWindow> others = active.subList(1, active.size());
        List<Coverage> coverage = new ArrayList<>(before.channels());
        for (String channel : new TreeSet<>(command.channels())) {
            coverage.removeIf(old -> old.channel().equals(channel));
            coverage.add(new Coverage(channel, offlineSince(channel, active, now), null, null));
        }
        coverage.sort(comparing(Coverage::channel));
        MaintenanceWindow after = new MaintenanceWindow(before.id(), List.copyOf(coverage), backOnlineAt, policy,
                message(command, before.message()), before.version());
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(Change.Action.EXTEND, before, after));
        changes.addAll(takeOnline(command.channels(), others, now));
        return new Accepted(changes);
    }

    private static Instant offlineSince(String channel, List<MaintenanceWindow> active, Instant now) {
        return active.stream()
                .flatMap(window -> window.channels().stream().filter(covers(window, Set.of(channel), now)))
                .map(Coverage::startsAt)
                .min(naturalOrder()).orElse(now);
    }

    private static MaintenanceWindow ended(MaintenanceWindow window, Set<String> channels, Instant now) {
        List<Coverage> coverage = window.channels().stream()
                .map(old -> covers(window, channels, now).test(old)
                        ? new Coverage(old.channel(), old.startsAt(), now, null)
                        : old)
                .toList();
        return new MaintenanceWindow(window.id(), coverage, window.backOnlineAt(), window.endPolicy(), window.message(),
                window.version());
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
