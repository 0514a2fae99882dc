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

/** Brings every new revision to nginx and to disk, and again to an nginx that lost it. */
@Singleton
class GateAgent {
    private static final Duration DRIFT = Duration.ofMillis(10);

    private final MaintenanceFollower follower;
    private final GateCompiler compiler;
    private final GateState state;
    private final NginxControl nginx;
    private final Acknowledgements acknowledgements;
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
        follower.onChange(snapshot -> run(deliver(snapshot)));
        vertx.setPeriodic(config.checkEvery().toMillis(), timer -> run(check()));
    }

    private Uni<Void> deliver(Snapshot snapshot) {
        Duration offset = follower.clockOffset();
        GateDocument document = compiler.compile(snapshot, offset);
        return nginx.put(document)
                .invoke(revision -> delivered(revision, offset))
                .onFailure().invoke(this::lost)
                .onFailure().recoverWithNull()
                .chain(() -> state.save(document));
    }

    /** A restarted nginx may have lost a revision, and the clocks may have been compared since. */
    private Uni<Void> check() {
        return nginx.revision()
                .invoke(this::found)
                .chain(revision -> outdated(revision)
                        ? deliver(follower.current())
                        : Uni.createFrom().voidItem());
    }

    private boolean outdated(long revision) {
        Snapshot present = follower.current();
        boolean drifted = follower.clockOffset().minus(deliveredOffset).abs().compareTo(DRIFT) > 0;
        return present.known() && (revision < present.revision() || drifted);
    }

    private void delivered(long revision, Duration offset) {
        Log.infof("The gate is at revision %d", revision);
        deliveredOffset = offset;
        acknowledgements.applied(revision);
    }

    private void found(long revision) {
        if (!reached) {
            Log.infof("nginx is back, at revision %d", revision);
            reached = true;
        }
    }

    private void lost(Throwable cause) {
        if (reached) {
            Log.warnf("nginx cannot be told: %s; it goes on with what it knows", cause.getMessage());
            reached = false;
        }
    }

    /** The end of the line: timers and listeners have nobody to hand a Uni to. */
    private void run(Uni<Void> work) {
        work.subscribe().with(done -> {
        }, this::lost);
    }
}
