package dev.steward.maintenance.point;

import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Knows who enforces, and which revision counts there. */
@Singleton
class PointService {
    private final PointStore store;
    private final MaintenanceFollower follower;
    private final PointConfig config;
    private final Clock clock;

    PointService(PointStore store, MaintenanceFollower follower, PointConfig config, Clock clock) {
        this.store = store;
        this.follower = follower;
        this.config = config;
        this.clock = clock;
    }

    /** With the database away the point still gets to know the time and the revision. */
    Uni<PointAnswer> report(String name, PointReport report) {
        return store.report(name, report)
                .onFailure(ProblemException.class).recoverWithNull()
                .map(stored -> new PointAnswer(follower.current().revision(), clock.instant()));
    }

    Uni<PointPage> list() {
        long newest = follower.current().revision();
        return store.list(newest, config.silentAfter()).map(points -> PointPage.of(newest, points));
    }

    Uni<Void> forget() {
        return store.forget();
    }
}
