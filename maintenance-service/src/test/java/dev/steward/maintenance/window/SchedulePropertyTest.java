package dev.steward.maintenance.window;

import static dev.steward.maintenance.window.Timetable.YEAR;
import static dev.steward.maintenance.window.Timetable.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.steward.kit.maintenance.ChannelState;
import dev.steward.kit.maintenance.EffectiveState;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.window.ScheduleDecision.Plan;
import dev.steward.maintenance.window.ScheduleDecision.Text;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is done to a window, and in which order, as time goes by. */
class SchedulePropertyTest {
    private static final List<String> CHANNELS = List.of("api", "partner", "storefront");

    /** Something that is tried so many minutes after what was tried before. */
    sealed interface Step {
        int after();

        record Edit(int after, Plan plan) implements Step {}

        record End(int after, Set<String> channels) implements Step {}

        record Cancel(int after, Set<String> channels) implements Step {}

        default Change to(MaintenanceWindow window, Instant now) {
            return switch (this) {
                case Edit(int after, Plan plan) -> ScheduleDecision.edit(window, plan, now, YEAR);
                case End(int after, Set<String> channels) -> ScheduleDecision.end(window, channels, now);
                case Cancel(int after, Set<String> channels) -> ScheduleDecision.cancel(window, channels, now);
            };
        }
    }

    private interface Check {
        void holds(Step step, MaintenanceWindow before, MaintenanceWindow after, int minute);
    }

    @Property
    void aStartThatHasComeAndAnEndAreNeverChanged(@ForAll("plans") Plan plan, @ForAll("steps") List<Step> steps) {
        walk(plan, steps, (step, before, after, minute) -> {
            for (Coverage old : before.channels()) {
                WindowState state = WindowState.of(before, old, at(minute));
                if (state == WindowState.ACTIVE || state == WindowState.ENDED) {
                    Coverage now = coverage(after, old.channel());
                    assertEquals(old.startsAt(), now.startsAt());
                    assertEquals(null, now.cancelledAt());
                }
                if (state == WindowState.ENDED) {
                    assertEquals(old, coverage(after, old.channel()));
                }
            }
        });
    }

    @Property
    void whatHasBeenIsNotRewritten(@ForAll("plans") Plan plan, @ForAll("steps") List<Step> steps) {
        walk(plan, steps, (step, before, after, minute) -> {
            for (String channel : CHANNELS) {
                for (int past = -1; past < minute; past++) {
                    assertEquals(state(before, channel, past).closed(), state(after, channel, past).closed());
                }
            }
        });
    }

    @Property
    void afterAnEndItsChannelsAreOnline(@ForAll("plans") Plan plan, @ForAll("steps") List<Step> steps) {
        walk(plan, steps, (step, before, after, minute) -> {
            if (step instanceof Step.End(int waited, Set<String> channels)) {
                channels.forEach(channel -> assertFalse(state(after, channel, minute).closed()));
                CHANNELS.stream().filter(other -> !channels.contains(other)).forEach(
                        other -> assertEquals(state(before, other, minute), state(after, other, minute)));
            }
        });
    }

    @Property
    void whatIsCalledOffNeverComes(@ForAll("plans") Plan plan, @ForAll("steps") List<Step> steps) {
        walk(plan, steps, (step, before, after, minute) -> {
            if (step instanceof Step.Cancel(int waited, Set<String> channels)) {
                channels.forEach(channel -> assertEquals(ChannelState.State.ONLINE, state(after, channel, minute).state()));
            }
        });
    }

    @Property
    void whatIsDoneTwiceIsDoneOnce(@ForAll("plans") Plan plan, @ForAll("steps") List<Step> steps) {
        walk(plan, steps, (step, before, after, minute) -> assertFalse(step.to(after, at(minute)).effective()));
    }

    /** Checks each step that is not refused. */
    private static void walk(Plan plan, List<Step> steps, Check check) {
        int minute = 0;
        MaintenanceWindow window;
        try {
            window = ScheduleDecision.create(plan, at(minute), YEAR).after();
        } catch (ProblemException refused) {
            return;
        }
        for (Step step : steps) {
            minute += step.after();
            MaintenanceWindow before = window;
            try {
                window = step.to(before, at(minute)).after();
            } catch (ProblemException refused) {
                continue;
            }
            check.holds(step, before, window, minute);
        }
    }

    @Provide
    Arbitrary<Plan> plans() {
        return Combinators.combine(channels(), moments(), moments(), Arbitraries.of(EndPolicy.class).injectNull(0.5))
                .as((channels, startsAt, backOnlineAt, policy) -> new Plan(new TreeSet<>(channels),
                        startsAt instanceof Moment.None ? new Moment.Unchanged() : startsAt, backOnlineAt, policy,
                        new Text(false, null)));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 20);
        Arbitrary<Plan> edits = Combinators.combine(plans(), Arbitraries.of(true, false))
                .as((plan, whole) -> whole
                        ? plan
                        : new Plan(null, new Moment.Unchanged(), plan.backOnlineAt(), plan.endPolicy(), plan.message()));
        return Arbitraries.<Step>oneOf(
                Combinators.combine(minutes, edits).as(Step.Edit::new),
                Combinators.combine(minutes, channels()).as(Step.End::new),
                Combinators.combine(minutes, channels()).as(Step.Cancel::new)).list().ofMaxSize(8);
    }

    private static Arbitrary<Set<String>> channels() {
        return Arbitraries.of(CHANNELS).set().ofMinSize(1);
    }

    private static Arbitrary<Moment> moments() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(new Moment.Unchanged(), new Moment.None())),
                Tuple.of(3, Arbitraries.integers().between(1, 90).map(minute -> new Moment.At(at(minute)))));
    }

    private static ChannelState state(MaintenanceWindow window, String channel, int minute) {
        return EffectiveState.of(new Snapshot(1, List.of(window)), channel, at(minute));
    }

    private static Coverage coverage(MaintenanceWindow window, String channel) {
        return window.channels().stream().filter(coverage -> coverage.channel().equals(channel)).findFirst().orElseThrow();
    }
}
