package dev.steward.dispatcher.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a look at the queue brought.
 *
 * @param tasks
 *            leased, oldest first
 * @param heads
 *            before which time nothing is due any more at these destinations
 * @param untilNextDue
 *            zero or less: something is overdue; null: nothing falls due before the worker looks by itself
 */
record Claim(List<Task> tasks, Map<UUID, Instant> heads, Duration untilNextDue) {
    static Claim of(List<ClaimRow> rows) {
        var tasks = new ArrayList<Task>();
        var heads = new HashMap<UUID, Instant>();
        Duration untilNextDue = null;
        for (ClaimRow row : rows) {
            switch (row) {
                case ClaimRow.Leased leased -> tasks.add(leased.task());
                case ClaimRow.Read read -> heads.put(read.destination(), read.head());
                case ClaimRow.Next next -> untilNextDue = next.pause();
            }
        }
        return new Claim(tasks, heads, untilNextDue);
    }

    boolean leftOverdue() {
        return untilNextDue != null && !untilNextDue.isPositive();
    }
}
