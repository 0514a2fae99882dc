package dev.steward.kit.maintenance;

import static dev.steward.kit.maintenance.Windows.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class EffectiveStatePropertyTest {
    @Property
    void offlineExactlyWhereASpanCoversTheMoment(@ForAll("windows") List<MaintenanceWindow> windows,
            @ForAll @IntRange(min = -70, max = 70) int minute) {
        Instant now = Windows.at(minute);
        Snapshot snapshot = new Snapshot(1, windows);
        boolean covered = EffectiveState.spans(snapshot, "api")
                .anyMatch(span -> !span.startsAt().isAfter(now) && (span.until() == null || now.isBefore(span.until())));
        assertEquals(covered, EffectiveState.of(snapshot, "api", now).offline());
    }

    @Property
    void theOrderOfWindowsDoesNotMatter(@ForAll("windows") List<MaintenanceWindow> windows) {
        List<MaintenanceWindow> reversed = new ArrayList<>(windows);
        Collections.reverse(reversed);
        assertEquals(stateOf(windows), stateOf(reversed));
    }

    @Property
    void oneMoreWindowNeverTakesAChannelOnline(@ForAll("windows") List<MaintenanceWindow> windows,
            @ForAll("window") MaintenanceWindow more) {
        List<MaintenanceWindow> all = new ArrayList<>(windows);
        all.add(more);
        if (EffectiveState.of(new Snapshot(1, windows), "api", NOON).offline()) {
            assertTrue(EffectiveState.of(new Snapshot(1, all), "api", NOON).offline());
        }
    }

    @Property
    void endingEverythingTakesTheChannelOnline(@ForAll("windows") List<MaintenanceWindow> windows) {
        List<MaintenanceWindow> ended = windows.stream().map(EffectiveStatePropertyTest::endedAtNoon).toList();
        assertFalse(EffectiveState.of(new Snapshot(1, ended), "api", NOON).offline());
    }

    @Property
    void theTimelineSaysAtEveryMomentWhatTheWindowsSay(@ForAll("windows") List<MaintenanceWindow> windows,
            @ForAll @IntRange(max = 20) int graceMinutes) {
        Snapshot snapshot = draining(windows, graceMinutes);
        Timeline timeline = Timeline.of(snapshot, "api");
        for (int minute = -70; minute <= 90; minute++) {
            Instant now = Windows.at(minute);
            assertEquals(EffectiveState.of(snapshot, "api", now), timeline.at(now));
            Instant next = timeline.nextEdge(now);
            if (next != null) {
                assertEquals(timeline.at(now), timeline.at(next.minusMillis(1)));
                assertNotEquals(timeline.at(now), timeline.at(next));
            }
        }
    }

    @Property
    void aGraceNeverChangesWhetherTheChannelIsClosed(@ForAll("windows") List<MaintenanceWindow> windows,
            @ForAll @IntRange(max = 20) int graceMinutes, @ForAll @IntRange(min = -70, max = 70) int minute) {
        ChannelState with = EffectiveState.of(draining(windows, graceMinutes), "api", Windows.at(minute));
        ChannelState without = EffectiveState.of(new Snapshot(1, windows), "api", Windows.at(minute));
        assertEquals(without.offline(), with.closed());
        assertEquals(without.backOnlineAt(), with.backOnlineAt());
        assertEquals(without.startedAt(), with.startedAt());
    }

    private static Snapshot draining(List<MaintenanceWindow> windows, int graceMinutes) {
        ChannelPolicy standard = ChannelPolicy.standard("api", false);
        ChannelPolicy policy = new ChannelPolicy("api", false, Duration.ofMinutes(graceMinutes), List.of("sid"), List.of(),
                standard.announceAhead(), standard.retryFloor(), standard.retryUnknown(), 0);
        return new Snapshot(1, List.of(policy), windows, List.of());
    }

    private static ChannelState stateOf(List<MaintenanceWindow> windows) {
        return EffectiveState.of(new Snapshot(1, windows), "api", NOON);
    }

    private static MaintenanceWindow endedAtNoon(MaintenanceWindow window) {
        List<Coverage> ended = window.channels().stream()
                .map(old -> window.activeOn(old, NOON) ? new Coverage(old.channel(), old.startsAt(), NOON, null) : old)
                .toList();
        return new MaintenanceWindow(window.id(), ended, window.backOnlineAt(), window.endPolicy(), window.message(),
                window.version());
    }

    @Provide
    Arbitrary<List<MaintenanceWindow>> windows() {
        return window().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<MaintenanceWindow> window() {
        Arbitrary<Instant> time = Arbitraries.integers().between(-60, 60).map(Windows::at);
        Arbitrary<Coverage> coverage = Combinators.combine(time, time.injectNull(0.6), time.injectNull(0.9))
                .as((start, end, cancelled) -> new Coverage("api", start,
                        cancelled == null && end != null && !end.isBefore(start) ? end : null, cancelled));
        return Combinators.combine(coverage, time.injectNull(0.3), Arbitraries.of(EndPolicy.values()))
                .as((channel, back, policy) -> new MaintenanceWindow(UUID.randomUUID(), List.of(channel), back,
                        back == null ? EndPolicy.MANUAL : policy, null, 1));
    }
}
