package dev.steward.maintenance.point;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Any replica may do it, and several at once do no harm. */
@Singleton
class PointSweep {
    private final PointService points;

    PointSweep(PointService points) {
        this.points = points;
    }

    @Scheduled(every = "{steward.maintenance.point.forget-every}", concurrentExecution = SKIP)
    Uni<Void> forget() {
        return points.forget();
    }
}
