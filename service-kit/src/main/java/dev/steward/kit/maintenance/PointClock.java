package dev.steward.kit.maintenance;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time by maintenance-service's clock, as far as this machine can tell: a scheduled edge must happen at one moment
 * everywhere, also where a clock is wrong. The difference is measured with each acknowledgement, and is exact to half
 * the
 * time that the call took: what stands is kept until a measurement contradicts it.
 */
@Singleton
public class PointClock {
    private static final Duration NOTABLE = Duration.ofSeconds(1);

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    public PointClock(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        Duration ahead = offset;
        return ahead.isZero() ? clock.instant() : clock.instant().plus(ahead);
    }

    /** This machine's time, right or wrong. */
    Instant machineTime() {
        return clock.instant();
    }

    /** What must be added to this machine's clock. */
    public Duration offset() {
        return offset;
    }

    /**
     * @param asked
     *            this machine's time when the service was asked for its own
     * @param took
     *            until its answer was here
     * @param theirs
     *            what it said
     */
    void measured(Instant asked, Duration took, Instant theirs) {
        Duration doubt = took.dividedBy(2);
        Duration measured = Duration.between(asked.plus(doubt), theirs);
        if (measured.minus(offset).abs().compareTo(doubt) <= 0) {
            return;
        }
        Duration believed = measured.abs().compareTo(doubt) <= 0 ? Duration.ZERO : measured;
        if (believed.minus(offset).abs().compareTo(NOTABLE) > 0) {
            Log.warnf("This machine's clock differs by %s from maintenance-service's, which counts here", believed);
        }
        offset = believed;
    }
}
