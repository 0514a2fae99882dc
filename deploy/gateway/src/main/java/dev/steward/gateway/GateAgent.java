package dev.steward.gateway;

import dev.steward.kit.maintenance.Acknowledgements;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.Snapshot;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings every new revision to nginx and to disk, and again to an nginx or a disk that lacks it. */
@Singleton
class GateAgent {
    private static final Duration DRIFT = Duration.ofMillis(10);

    private final MaintenanceFollower follower;
    private final GateCompiler compiler;
    private final GateState state;
    private final NginxControl nginx;
    private final Acknowledgements acknowledgements;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Duration deliveredOffset = Duration.ZERO;
    private volatile boolean reached = true;

    GateAgent(MaintenanceFollower follower, GateCompiler compiler, GateState state, NginxControl nginx,
            Acknowledgements acknowledgements) {
        this.follower = follower;
        this.compiler = compiler;
        this.state = state;
        this.nginx = nginx;
        this.acknowledgements = acknowledgements;
    }

    void start(@Observes StartupEvent event, Vertx vertx, GatewayConfig config) {
        state.load().map(GateDocument::snapshot).ifPresent(follower::offer);
        acknowledgements.report("gateway");
        follower.onChange(snapshot -> bring());
        vertx.setPeriodic(config.checkEvery().toMillis(), timer -> check());
    }

    /** One at a time, and whatever came meanwhile with the next: the newest is what counts. */
    private void bring() {
        if (asked.getAndIncrement() == 0) {
            bringNewest(asked.get());
        }
    }

    private void bringNewest(int answered) {
        deliver(follower.current()).subscribe().with(done -> {
            int left = asked.addAndGet(-answered);
            if (left > 0) {
                bringNewest(left);
            }
        });
    }

    /** Never fails: what did not work is tried again by the next check. */
    private Uni<Void> deliver(Snapshot snapshot) {
        Duration offset = follower.clockOffset();
        GateDocument document = compiler.compile(snapshot, offset);
        return nginx.put(document)
                .invoke(revision -> delivered(revision, offset))
                .onFailure().invoke(this::lost)
                .onFailure().recoverWithNull()
                .chain(() -> state.save(document));
    }

    /** A restarted nginx may have lost a revision, the disk may have been full, the clocks may have been compared since. */
    private void check() {
        nginx.revision().subscribe().with(this::found, this::lost);
    }

    private void found(long revision) {
        if (!reached) {
            Log.infof("nginx is back, at revision %d", revision);
            reached = true;
        }
        Snapshot present = follower.current();
        boolean drifted = follower.clockOffset().minus(deliveredOffset).abs().compareTo(DRIFT) > 0;
        boolean outdated = revision < present.revision() || state.savedRevision() < present.revision() || drifted;
        if (present.known() && outdated) {
            bring();
        }
    }

    private void delivered(long revision, Duration offset) {
        Log.infof("The gate is at revision %d", revision);
        deliveredOffset = offset;
        acknowledgements.applied(revision);
    }

    private void lost(Throwable cause) {
        if (reached) {
            Log.warnf("nginx cannot be told: %s; it goes on with what it knows", cause.getMessage());
            reached = false;
        }
    }
}
