package dev.steward.kit.group;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Does for many in one transaction what each asked for alone. Nobody waits for company: a group is whoever came
 * while the one before was under way. Each is answered after the commit, and with what became of their own; where a
 * group fails because of some of its members, the halves are tried, until those are alone.
 */
public final class GroupCommit<T, R> {
    private final GroupLimits<T> limits;
    private final Function<List<T>, Uni<List<R>>> work;
    private final Queue<Member<T, R>> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * @param work
     *            does all or nothing, and emits a result for each in their order
     */
    public GroupCommit(GroupLimits<T> limits, Function<List<T>, Uni<List<R>>> work) {
        this.limits = limits;
        this.work = work;
    }

    /** Emits on the caller's own context. */
    public Uni<R> join(T item) {
        return Uni.createFrom().emitter(emitter -> enter(new Member<>(item, emitter, Vertx.currentContext())));
    }

    private void enter(Member<T, R> member) {
        synchronized (waiting) {
            waiting.add(member);
        }
        begin();
    }

    private void begin() {
        List<Member<T, R>> group = next();
        if (!group.isEmpty()) {
            limits.sizes().record(group.size());
            serve(group).subscribe().with(done -> end());
        }
    }

    private void end() {
        synchronized (waiting) {
            underWay--;
        }
        begin();
    }

    /** Empty where nobody waits, or as many groups are under way as may be. */
    private List<Member<T, R>> next() {
        var group = new ArrayList<Member<T, R>>();
        synchronized (waiting) {
            if (underWay == limits.atOnce() || waiting.isEmpty()) {
                return group;
            }
            underWay++;
            long weight = 0;
            for (Iterator<Member<T, R>> members = waiting.iterator(); members.hasNext() && group.size() < limits.members();) {
                Member<T, R> member = members.next();
                weight += limits.weight().applyAsLong(member.item());
                if (!group.isEmpty() && weight > limits.heaviest()) {
                    break;
                }
                group.add(member);
                members.remove();
            }
        }
        return group;
    }

    private Uni<Void> serve(List<Member<T, R>> group) {
        return Uni.createFrom().deferred(() -> work.apply(group.stream().map(Member::item).toList()))
                .invoke(results -> answer(group, results))
                .replaceWithVoid()
                .onFailure().recoverWithUni(cause -> serveAfter(cause, group));
    }

    private Uni<Void> serveAfter(Throwable cause, List<Member<T, R>> group) {
        if (group.size() == 1 || isOutage(cause)) {
            group.forEach(member -> member.fail(cause));
            return isOutage(cause)
                    ? Uni.createFrom().voidItem().invoke(() -> refuseWaiting(cause))
                    : Uni.createFrom().voidItem();
        }
        int half = group.size() / 2;
        return serve(group.subList(0, half)).chain(() -> serve(group.subList(half, group.size())));
    }

    /** They would fare no better, and each group after the other would wait for a deadline of its own. */
    private void refuseWaiting(Throwable cause) {
        List<Member<T, R>> refused;
        synchronized (waiting) {
            refused = List.copyOf(waiting);
            waiting.clear();
        }
        refused.forEach(member -> member.fail(cause));
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof ProblemException problem && problem.code() == KitError.STORE_UNAVAILABLE;
    }

    private static <T, R> void answer(List<Member<T, R>> group, List<R> results) {
        for (int place = 0; place < group.size(); place++) {
            group.get(place).answer(results.get(place));
        }
    }
}
