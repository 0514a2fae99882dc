package dev.steward.maintenance.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.EffectiveState;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.problem.ErrorCode;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.MaintenanceServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OfflineDecisionTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Moment UNCHANGED = new Moment.Unchanged();

    @Test
    void makesAWindowThatSomebodyMustEnd() {
        MaintenanceWindow window = accepted(command(Set.of("api"), UNCHANGED), List.of()).getFirst().after();
        assertEquals(List.of(new Coverage("api", NOON, null, null)), window.channels());
        assertEquals(EndPolicy.MANUAL, window.endPolicy());
        assertNull(window.backOnlineAt());
    }

    @Test
    void extendsTheWindowThatIsThere() {
        MaintenanceWindow before = manual(at(10), "api");
        List<Change> changes = accepted(command(Set.of("api"), new Moment.At(at(60))), List.of(before));
        assertEquals(1, changes.size());
        assertEquals(before.id(), changes.getFirst().after().id());
        assertEquals(at(60), changes.getFirst().after().backOnlineAt());
    }

    @Test
    void askingAgainChangesNothing() {
        MaintenanceWindow before = manual(at(10), "api");
        assertTrue(accepted(command(Set.of("api"), UNCHANGED), List.of(before)).stream().noneMatch(Change::effective));
    }

    @Test
    void addsAChannelFromNowOn() {
        MaintenanceWindow before = manual(null, "api");
        MaintenanceWindow after = accepted(command(Set.of("api", "partner"), UNCHANGED), List.of(before)).getFirst().after();
        assertEquals(List.of(new Coverage("api", at(-10), null, null), new Coverage("partner", NOON, null, null)),
                after.channels());
    }

    @Test
    void leavesScheduledWindowsAlone() {
        MaintenanceWindow scheduled = window(at(90), EndPolicy.AUTOMATIC, new Coverage("api", at(30), null, null));
        MaintenanceWindow made = accepted(command(Set.of("api"), UNCHANGED), List.of(scheduled)).getFirst().after();
        assertTrue(!made.id().equals(scheduled.id()));
        assertEquals(List.of(), OfflineDecision.takeOnline(Set.of("api"), List.of(scheduled), NOON));
    }

    @Test
    void refusesWhatCannotBeMeant() {
        MaintenanceWindow announced = manual(at(60), "api");
        assertEquals(MaintenanceServiceError.TIME_PAST, refused(command(Set.of("api"), new Moment.At(NOON)), List.of()));
        assertEquals(MaintenanceServiceError.TIME_TOO_FAR,
                refused(command(Set.of("api"), new Moment.At(NOON.plus(YEAR).plusMillis(1))), List.of()));
        assertEquals(MaintenanceServiceError.WOULD_SHORTEN,
                refused(command(Set.of("api"), new Moment.At(at(59))), List.of(announced)));
        assertEquals(MaintenanceServiceError.TIME_REQUIRED, refused(
                new OfflineCommand(Set.of("api"), UNCHANGED, null, EndPolicy.AUTOMATIC, false), List.of()));
    }

    @Test
    void shortensWhenToldSo() {
        OfflineCommand command = new OfflineCommand(Set.of("api"), new Moment.At(at(5)), null, null, true);
        assertEquals(at(5), accepted(command, List.of(manual(at(60), "api"))).getFirst().after().backOnlineAt());
    }

    @Test
    void anUnknownTimeReplacesAnAnnouncedOne() {
        assertNull(accepted(command(Set.of("api"), new Moment.None()), List.of(manual(at(60), "api"))).getFirst().after()
                .backOnlineAt());
    }

    @Test
    void anEstimateFromBeforeTheStartDoesNotForbidAnotherMessage() {
        OfflineCommand command = new OfflineCommand(Set.of("api"), UNCHANGED, "New", null, false);
        assertEquals("New", accepted(command, List.of(manual(at(-20), "api"))).getFirst().after().message());
    }

    @Test
    void anEstimateThatHasPassedBecomesNoEnd() {
        OfflineCommand command = new OfflineCommand(Set.of("api"), UNCHANGED, null, EndPolicy.AUTOMATIC, false);
        assertEquals(MaintenanceServiceError.TIME_PAST, refused(command, List.of(manual(at(-5), "api"))));
    }

    @Property
    void askingAgainNeverReopensByAClockWhatSomebodyMustEnd(@ForAll("windows") List<MaintenanceWindow> open,
            @ForAll("channels") Set<String> channels) {
        Snapshot after = apply(open, accepted(command(channels, UNCHANGED), open));
        for (String channel : List.of("storefront", "api", "partner")) {
            ChannelState before = EffectiveState.of(new Snapshot(1, open), channel, NOON);
            if (before.offline() && before.estimated()) {
                assertTrue(EffectiveState.of(after, channel, at(1_000_000)).offline());
            }
        }
    }

    @Property
    void afterOfflineTheChannelIsOfflineWithTheTimeAskedFor(@ForAll("windows") List<MaintenanceWindow> open,
            @ForAll("channels") Set<String> channels) {
        OfflineCommand command = new OfflineCommand(channels, new Moment.At(at(45)), null, EndPolicy.MANUAL, true);
        Snapshot after = apply(open, accepted(command, open));
        for (String channel : channels) {
            ChannelState state = EffectiveState.of(after, channel, NOON);
            assertTrue(state.offline());
            assertEquals(at(45), state.backOnlineAt());
        }
    }

    @Property
    void offlineNeverForgetsSinceWhen(@ForAll("windows") List<MaintenanceWindow> open,
            @ForAll("channels") Set<String> channels) {
        OfflineCommand command = new OfflineCommand(channels, new Moment.None(), null, EndPolicy.MANUAL, true);
        Snapshot after = apply(open, accepted(command, open));
        for (String channel : channels) {
            ChannelState before = EffectiveState.of(new Snapshot(1, open), channel, NOON);
            Instant since = before.offline() ? before.startedAt() : NOON;
            assertEquals(since, EffectiveState.of(after, channel, NOON).startedAt());
        }
    }

    @Property
    void onlineTakesExactlyTheseChannelsOnline(@ForAll("windows") List<MaintenanceWindow> open,
            @ForAll("channels") Set<String> channels) {
        Snapshot after = apply(open, OfflineDecision.takeOnline(channels, open, NOON));
        for (String channel : List.of("storefront", "api", "partner")) {
            boolean before = EffectiveState.of(new Snapshot(1, open), channel, NOON).offline();
            assertEquals(before && !channels.contains(channel), EffectiveState.of(after, channel, NOON).offline());
        }
    }

    @Provide
    Arbitrary<Set<String>> channels() {
        return Arbitraries.of("storefront", "api", "partner").set().ofMinSize(1);
    }

    @Provide
    Arbitrary<List<MaintenanceWindow>> windows() {
        Arbitrary<Instant> times = Arbitraries.integers().between(-60, 60).map(OfflineDecisionTest::at);
        return Combinators.combine(channels(), times, times.injectNull(0.4), Arbitraries.of(EndPolicy.values()))
                .as((channels, start, back, policy) -> window(back, back == null ? EndPolicy.MANUAL : policy,
                        channels.stream().map(channel -> new Coverage(channel, start, null, null)).toArray(Coverage[]::new)))
                .list().ofMaxSize(5);
    }

    private static Snapshot apply(List<MaintenanceWindow> open, List<Change> changes) {
        List<MaintenanceWindow> after = new ArrayList<>(open);
        for (Change change : changes) {
            after.removeIf(window -> window.id().equals(change.after().id()));
            after.add(change.after());
        }
        return new Snapshot(2, after);
    }

    private static List<Change> accepted(OfflineCommand command, List<MaintenanceWindow> open) {
        return OfflineDecision.takeOffline(command, open, NOON, YEAR);
    }

    private static ErrorCode refused(OfflineCommand command, List<MaintenanceWindow> open) {
        return assertThrows(ProblemException.class, () -> OfflineDecision.takeOffline(command, open, NOON, YEAR)).code();
    }

    private static OfflineCommand command(Set<String> channels, Moment backOnline) {
        return new OfflineCommand(channels, backOnline, null, null, false);
    }

    private static MaintenanceWindow manual(Instant backOnlineAt, String channel) {
        return window(backOnlineAt, EndPolicy.MANUAL, new Coverage(channel, at(-10), null, null));
    }

    private static MaintenanceWindow window(Instant backOnlineAt, EndPolicy policy, Coverage... channels) {
        return new MaintenanceWindow(UUID.randomUUID(), List.of(channels), backOnlineAt, policy, null, 1);
    }

    private static Instant at(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }
}
