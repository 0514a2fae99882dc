package dev.steward.maintenance.window;

import static dev.steward.maintenance.window.Timetable.NOON;
import static dev.steward.maintenance.window.Timetable.YEAR;
import static dev.steward.maintenance.window.Timetable.at;
import static dev.steward.maintenance.window.Timetable.moment;
import static dev.steward.maintenance.window.Timetable.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.window.ScheduleDecision.Plan;
import dev.steward.maintenance.window.ScheduleDecision.Text;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows are written as {@link Timetable} reads them, outcomes as an action, "nothing", or the refusal's code. */
class ScheduleDecisionTest {
    private static final Text SAME = new Text(false, null);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # window                        | edit        | end                | cancel
            api@10 partner@10               | UPDATE      | WINDOW_NOT_STARTED | CANCEL
            api@10 partner@10 AUTOMATIC 60  | UPDATE      | WINDOW_NOT_STARTED | CANCEL
            api@10x partner@10              | UPDATE      | WINDOW_NOT_STARTED | CANCEL
            api@10x partner@10x             | WINDOW_OVER | nothing            | nothing
            api@-10 partner@-10             | UPDATE      | END                | WINDOW_STARTED
            api@0 partner@0                 | UPDATE      | END                | WINDOW_STARTED
            api@-10 partner@-10 MANUAL -5   | UPDATE      | END                | WINDOW_STARTED
            api@-10 partner@-10/-5          | UPDATE      | END                | WINDOW_STARTED
            api@-10/-5 partner@-10          | UPDATE      | END                | WINDOW_OVER
            api@-10x partner@-10            | UPDATE      | END                | WINDOW_STARTED
            api@-10/-5 partner@-10/-5       | WINDOW_OVER | nothing            | WINDOW_OVER
            api@-10/-5 partner@-10x         | WINDOW_OVER | nothing            | WINDOW_OVER
            api@-10 partner@-10 AUTOMATIC 0 | WINDOW_OVER | nothing            | WINDOW_OVER
            """)
    void everyStateAllowsWhatItCan(String text, String edit, String end, String cancel) {
        MaintenanceWindow window = window(text);
        Set<String> all = ScheduleDecision.names(window);
        assertEquals(edit, outcome(() -> edit(window, says("New"))));
        assertEquals(end, outcome(() -> ScheduleDecision.end(window, all, NOON)));
        assertEquals(cancel, outcome(() -> ScheduleDecision.cancel(window, all, NOON)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # window               | channel | end                 | cancel
            api@10 partner@10      | api     | WINDOW_NOT_STARTED  | CANCEL
            api@10x partner@10     | api     | nothing             | nothing
            api@10x partner@10     | partner | WINDOW_NOT_STARTED  | CANCEL
            api@-10 partner@-10/-5 | api     | END                 | WINDOW_STARTED
            api@-10 partner@-10/-5 | partner | nothing             | WINDOW_OVER
            api@-10x partner@-10   | api     | nothing             | nothing
            api@-10x partner@-10   | partner | END                 | WINDOW_STARTED
            api@-10                | moon    | CHANNEL_NOT_COVERED | CHANNEL_NOT_COVERED
            """)
    void someChannelsOfAWindowCanBeMeant(String text, String channel, String end, String cancel) {
        MaintenanceWindow window = window(text);
        assertEquals(end, outcome(() -> ScheduleDecision.end(window, Set.of(channel), NOON)));
        assertEquals(cancel, outcome(() -> ScheduleDecision.cancel(window, Set.of(channel), NOON)));
    }

    @Test
    void anEndAndACancellationTouchOnlyTheChannelsMeant() {
        assertEquals(window("api@-10/0 partner@-10").channels(),
                ScheduleDecision.end(window("api@-10 partner@-10"), Set.of("api"), NOON).after().channels());
        assertEquals(List.of(new Coverage("api", at(10), null, NOON), new Coverage("partner", at(10), null, null)),
                ScheduleDecision.cancel(window("api@10 partner@10"), Set.of("api"), NOON).after().channels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # startsAt | backOnlineAt | said      | policy or refusal
            -          | -            | -         | MANUAL
            -          | 30           | -         | MANUAL
            -          | 30           | AUTOMATIC | AUTOMATIC
            -          | -            | AUTOMATIC | TIME_REQUIRED
            -          | none         | AUTOMATIC | TIME_REQUIRED
            -          | -30          | -         | RANGE_INVERTED
            -          | 527040       | -         | MANUAL
            -          | 527041       | -         | TIME_TOO_FAR
            10         | -            | -         | MANUAL
            10         | none         | -         | MANUAL
            10         | 30           | -         | AUTOMATIC
            10         | 30           | MANUAL    | MANUAL
            10         | 10           | -         | RANGE_INVERTED
            10         | 5            | MANUAL    | RANGE_INVERTED
            -1         | 30           | -         | TIME_PAST
            527040     | 1054080      | -         | AUTOMATIC
            527040     | 1054081      | -         | TIME_TOO_FAR
            527041     | -            | -         | TIME_TOO_FAR
            """)
    void aNewWindowEndsByItselfIfItLiesAheadAndHasATime(String startsAt, String backOnlineAt, EndPolicy said, String expected) {
        Plan plan = new Plan(channels("api"), moment(startsAt), moment(backOnlineAt), said, SAME);
        try {
            MaintenanceWindow made = ScheduleDecision.create(plan, NOON, YEAR).after();
            assertEquals(expected, made.endPolicy().name());
            assertEquals(moment(startsAt).after(NOON), made.channels().getFirst().startsAt());
            assertEquals(1, made.version());
        } catch (ProblemException e) {
            assertEquals(expected, e.code().name());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # window           | backOnlineAt | outcome
            api@-10 MANUAL 30  | 60           | EXTEND
            api@-10 MANUAL 30  | 30           | nothing
            api@-10 MANUAL 30  | 20           | UPDATE
            api@-10 MANUAL 30  | none         | UPDATE
            api@-10            | 60           | UPDATE
            api@-10 MANUAL -5  | 60           | EXTEND
            api@-10 MANUAL 30  | -1           | TIME_PAST
            api@-10 MANUAL 30  | 527041       | TIME_TOO_FAR
            api@-10 AUTOMATIC 30 | none       | TIME_REQUIRED
            api@10 MANUAL 30   | 60           | UPDATE
            api@10 MANUAL 30   | 5            | RANGE_INVERTED
            api@10 AUTOMATIC 30 | none        | TIME_REQUIRED
            """)
    void anActiveWindowIsExtendedByALaterTime(String text, String backOnlineAt, String expected) {
        assertEquals(expected, outcome(() -> edit(window(text),
                new Plan(null, moment(null), moment(backOnlineAt), null, SAME))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # window            | startsAt | channels    | policy    | outcome
            api@10              | 20       | -           | -         | UPDATE
            api@10              | 10       | -           | -         | nothing
            api@10              | -1       | -           | -         | TIME_PAST
            api@10 AUTOMATIC 60 | 70       | -           | -         | RANGE_INVERTED
            api@10              | 527041   | -           | -         | TIME_TOO_FAR
            api@10              | -        | partner     | -         | UPDATE
            api@10              | -        | -           | AUTOMATIC | TIME_REQUIRED
            api@-10             | 20       | -           | -         | WINDOW_STARTED
            api@-10             | -10      | -           | -         | nothing
            api@-10             | -        | api         | -         | nothing
            api@-10             | -        | api partner | -         | WINDOW_STARTED
            api@-10 MANUAL 30   | -        | -           | AUTOMATIC | UPDATE
            api@-10 MANUAL -5   | -        | -           | AUTOMATIC | TIME_PAST
            """)
    void aStartIsMovedOnlyAsLongAsItLiesAhead(String text, String startsAt, String channels, EndPolicy policy,
            String expected) {
        SortedSet<String> names = channels == null ? null : channels(channels.split(" "));
        assertEquals(expected, outcome(() -> edit(window(text),
                new Plan(names, moment(startsAt), moment(null), policy, SAME))));
    }

    @Test
    void movingAWindowLeavesWhatWasCalledOff() {
        MaintenanceWindow moved = edit(window("api@10x partner@10"),
                new Plan(null, new Moment.At(at(20)), moment(null), null, SAME)).after();
        assertEquals(window("api@10x partner@20").channels(), moved.channels());
    }

    @Test
    void anEstimateFromBeforeTheStartDoesNotForbidAnotherMessage() {
        assertEquals("UPDATE", outcome(() -> edit(window("api@-10 MANUAL -20"), says("New"))));
    }

    @Test
    void aMessageIsReplacedTakenAwayOrKept() {
        MaintenanceWindow told = edit(window("api@-10"), says("Moving")).after();
        assertEquals("Moving", told.message());
        assertEquals("Moving", edit(told, new Plan(null, moment(null), moment("5"), null, SAME)).after().message());
        assertNull(edit(told, says(null)).after().message());
    }

    private static Change edit(MaintenanceWindow window, Plan plan) {
        return ScheduleDecision.edit(window, plan, NOON, YEAR);
    }

    private static Plan says(String message) {
        return new Plan(null, moment(null), moment(null), null, new Text(true, message));
    }

    private static String outcome(Supplier<Change> decision) {
        try {
            Change change = decision.get();
            return change.effective() ? change.action().name() : "nothing";
        } catch (ProblemException e) {
            return e.code().name();
        }
    }

    private static SortedSet<String> channels(String... names) {
        return new TreeSet<>(Set.of(names));
    }
}
