package dev.steward.observability.partition;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Creates the partitions of the days ahead. Replicas take turns by an advisory lock, and the second finds nothing to
 * do.
 */
@Singleton
class PartitionSweep {
    private final Partitions partitions;
    private final PartitionConfig config;
    private final Clock clock;

    PartitionSweep(Partitions partitions, PartitionConfig config, Clock clock) {
        this.partitions = partitions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "{steward.observability.partition.sweep-every}", concurrentExecution = SKIP)
    Uni<Void> sweep() {
        return partitions.ensure(ahead())
                .onFailure().invoke(e -> Log.warnf("The partitions ahead could not be created: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }

    private List<Partition> ahead() {
        Instant now = clock.instant();
        return partitions.apis().stream()
                .flatMap(api -> IntStream.rangeClosed(0, config.daysAhead())
                        .mapToObj(days -> Partition.of(api, now.plus(days, ChronoUnit.DAYS))))
                .toList();
    }
}
