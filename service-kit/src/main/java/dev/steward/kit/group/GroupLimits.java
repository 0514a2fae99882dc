package dev.steward.kit.group;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/**
 * How much is done together.
 *
 * @param atOnce
 *            groups under way at most: more than one, so that one whose transaction waits for somebody does not hold up
 *            all
 * @param members
 *            of a group at most
 * @param heaviest
 *            what a group may weigh, unless one member alone weighs more
 * @param sizes
 *            where the number of members is told
 */
public record GroupLimits<T>(int atOnce, int members, long heaviest, ToLongFunction<T> weight, DistributionSummary sizes) {
    private static final int MEMBERS = 1000;
    private static final long HEAVIEST = 4L * 1024 * 1024;

    /**
     * @param weight
     *            in bytes, roughly
     */
    public static <T> GroupLimits<T> of(String name, int atOnce, ToLongFunction<T> weight, MeterRegistry meters) {
        return new GroupLimits<>(atOnce, MEMBERS, HEAVIEST, weight, DistributionSummary.builder("group.size")
                .description("How many were done in one transaction")
                .tag("work", name)
                .register(meters));
    }
}
