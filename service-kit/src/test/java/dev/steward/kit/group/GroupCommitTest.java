package dev.steward.kit.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final ProblemException AWAY = new ProblemException(KitError.STORE_UNAVAILABLE, "away");

    private final List<Work> begun = new ArrayList<>();
    private final DistributionSummary sizes = new SimpleMeterRegistry().summary("sizes");
    private final GroupCommit<String, Integer> group = group(1, 100, 1000);

    private record Work(List<String> items, UniEmitter<? super List<Integer>> emitter) {
        /** As the real work: all or nothing, and nothing where one is bad. */
        void end() {
            if (items.contains("bad")) {
                emitter.fail(new IllegalArgumentException("bad"));
            } else {
                emitter.complete(items.stream().map(String::length).toList());
            }
        }
    }

    @Test
    void letsTheFirstGoAtOnceAndGathersWhoComesMeanwhile() {
        var first = join(group, "a");
        var second = join(group, "bb");
        var third = join(group, "ccc");
        assertEquals(List.of("a"), begun.getFirst().items());
        assertEquals(1, begun.size());

        begun.get(0).end();
        assertEquals(1, first.join());
        assertEquals(List.of("bb", "ccc"), begun.get(1).items());
        assertFalse(second.isDone());

        begun.get(1).end();
        assertEquals(2, second.join());
        assertEquals(3, third.join());
        assertEquals(2, begun.size());
        assertEquals(2, sizes.max());
    }

    @Test
    void hasSoManyGroupsUnderWayAsItMay() {
        var two = group(2, 100, 1000);
        join(two, "a");
        join(two, "b");
        join(two, "c");
        join(two, "d");

        assertEquals(2, begun.size());
        begun.get(1).end();
        assertEquals(List.of("c", "d"), begun.get(2).items());
    }

    @Test
    void boundsAGroupByItsMembersAndItsWeight() {
        var bounded = group(1, 3, 10);
        join(bounded, "first");
        List.of("a", "b", "c", "d", "123456789", "a single one that is heavier than a group may be", "e")
                .forEach(item -> join(bounded, item));
        for (int i = 0; i < begun.size(); i++) {
            begun.get(i).end();
        }

        assertEquals(List.of(List.of("first"), List.of("a", "b", "c"), List.of("d", "123456789"),
                List.of("a single one that is heavier than a group may be"), List.of("e")),
                begun.stream().map(Work::items).toList());
    }

    @Test
    void doesTheNeighboursOfABadOneAllTheSame() {
        join(group, "first");
        var neighbours = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 5; i++) {
            neighbours.add(join(group, "fine"));
        }
        var bad = join(group, "bad");
        for (int i = 0; i < 5; i++) {
            neighbours.add(join(group, "fine"));
        }
        for (int i = 0; i < begun.size(); i++) {
            begun.get(i).end();
        }

        neighbours.forEach(neighbour -> assertEquals(4, neighbour.join()));
        assertThrows(CompletionException.class, bad::join);
        assertTrue(begun.size() < 11, "halves, not one by one: " + begun.size());
    }

    @Test
    void tellsAllAtOnceThatTheDatabaseIsAwayAndGoesOnAfterwards() {
        var first = join(group, "a");
        var waiting = join(group, "b");

        begun.getFirst().emitter().fail(AWAY);

        assertEquals(AWAY, assertThrows(CompletionException.class, first::join).getCause());
        assertEquals(AWAY, assertThrows(CompletionException.class, waiting::join).getCause());
        assertEquals(1, begun.size());
        var later = join(group, "cc");
        begun.get(1).end();
        assertEquals(2, later.join());
    }

    @Test
    void goesOnWithoutWhoeverHasGone() {
        join(group, "a");
        join(group, "b").cancel(true);
        var last = join(group, "cc");
        begun.get(0).end();
        begun.get(1).end();

        assertEquals(2, last.join());
    }

    @Test
    void goesOnAfterWorkThatCannotEvenBegin() {
        var refusing = new GroupCommit<String, Integer>(new GroupLimits<>(1, 10, 10, String::length, sizes), items -> {
            throw new IllegalStateException("never");
        });

        assertThrows(CompletionException.class, join(refusing, "a")::join);
        assertThrows(CompletionException.class, join(refusing, "b")::join);
    }

    private GroupCommit<String, Integer> group(int atOnce, int members, int heaviest) {
        return new GroupCommit<>(new GroupLimits<>(atOnce, members, heaviest, String::length, sizes),
                items -> Uni.createFrom().emitter(emitter -> begun.add(new Work(items, emitter))));
    }

    private static CompletableFuture<Integer> join(GroupCommit<String, Integer> group, String item) {
        return group.join(item).subscribeAsCompletionStage();
    }
}
