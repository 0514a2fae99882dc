package dev.steward.kit.maintenance;

import static dev.steward.kit.maintenance.ChannelState.State.OFFLINE;
import static dev.steward.kit.maintenance.ChannelState.State.ONLINE;
import static dev.steward.kit.maintenance.ChannelState.State.SCHEDULED;
import static dev.steward.kit.maintenance.Windows.NOON;
import static dev.steward.kit.maintenance.Windows.at;
import static dev.steward.kit.maintenance.Windows.automatic;
import static dev.steward.kit.maintenance.Windows.manual;
import static dev.steward.kit.maintenance.Windows.snapshot;
import static dev.steward.kit.maintenance.Windows.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.steward.kit.maintenance.ChannelState.State;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EffectiveStateTest {
    static Stream<Arguments> oneWindow() {
        return Stream.of(
                arguments("starts this instant", manual(NOON, null), OFFLINE),
                arguments("starts in a minute", manual(at(1), null), SCHEDULED),
                arguments("an estimate that has passed reopens nothing", manual(at(-10), at(-5)), OFFLINE),
                arguments("ends by itself at its time, exclusive", automatic(at(-10), NOON), ONLINE),
                arguments("ends by itself a moment later", automatic(at(-10), NOON.plusMillis(1)), OFFLINE),
                arguments("ended by somebody this instant", ended(NOON), ONLINE),
                arguments("to be ended in a minute", ended(at(1)), OFFLINE),
                arguments("cancelled", window(EndPolicy.MANUAL, null, new Coverage("api", at(-1), null, at(-2))), ONLINE),
                arguments("cancelled ahead", window(EndPolicy.MANUAL, null, new Coverage("api", at(5), null, at(-2))), ONLINE),
                arguments("automatic, ahead and empty", automatic(at(5), at(5)), ONLINE),
                arguments("another channel", window(EndPolicy.MANUAL, null, new Coverage("storefront", at(-1), null, null)),
                        ONLINE));
    }

    private static MaintenanceWindow ended(Instant when) {
        return window(EndPolicy.MANUAL, null, new Coverage("api", at(-10), when, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void oneWindow(String name, MaintenanceWindow window, State expected) {
        assertEquals(expected, EffectiveState.of(snapshot(window), "api", NOON).state());
    }

    @Test
    void overlappingWindowsAreAUnionAndTheLatestTimeCounts() {
        ChannelState state = EffectiveState.of(snapshot(automatic(at(-10), at(5)), automatic(at(-3), at(20))), "api", NOON);
        assertEquals(at(-10), state.startedAt());
        assertEquals(at(20), state.backOnlineAt());
        assertFalse(state.estimated());
    }

    @Test
    void oneOpenEndLeavesTheTimeUnknown() {
        ChannelState state = EffectiveState.of(snapshot(automatic(at(-10), at(5)), manual(at(-3), null)), "api", NOON);
        assertNull(state.backOnlineAt());
        assertTrue(state.estimated());
    }

    @Test
    void aPassedEstimateIsAnOverrun() {
        assertTrue(EffectiveState.of(snapshot(manual(at(-10), at(-1))), "api", NOON).overrun());
        assertFalse(EffectiveState.of(snapshot(manual(at(-10), at(1))), "api", NOON).overrun());
    }

    @Test
    void aScheduledWindowIsAnnouncedWithItsTimes() {
        ChannelState state = EffectiveState.of(snapshot(automatic(at(30), at(60)), automatic(at(10), at(20))), "api", NOON);
        assertEquals(SCHEDULED, state.state());
        assertEquals(at(10), state.startsAt());
        assertEquals(at(20), state.backOnlineAt());
        assertNull(state.startedAt());
    }

    @Test
    void nothingKnownIsOnline() {
        assertEquals(ONLINE, EffectiveState.of(Snapshot.UNKNOWN, "api", NOON).state());
    }
}
