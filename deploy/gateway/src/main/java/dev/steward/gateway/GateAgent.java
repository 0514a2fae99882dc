package dev.steward.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.Snapshot;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Brings every new revision to nginx and to disk, and again to an nginx that lost it. */
@Singleton
class GateAgent {
    private final MaintenanceFollower follower;
    private final GateCompiler compiler;
    private final GateState state;
    private final NginxControl nginx;
    private final ObjectMapper json;
    private volatile boolean reached = true;

    GateAgent(MaintenanceFollower follower, GateCompiler compiler, GateState state, NginxControl nginx, ObjectMapper json) {
        this.follower = follower;
        this.compiler = compiler;
        this.state = state;
        this.nginx = nginx;
        this.json = json;
    }

    void start(@Observes StartupEvent event, Vertx vertx, GatewayConfig config) {
        state.load().map(GateDocument::snapshot).ifPresent(follower::offer);
        follower.onChange(this::deliver);
        vertx.setPeriodic(config.checkEvery().toMillis(), timer -> check());
    }

    private void deliver(Snapshot snapshot) {
        String document = text(compiler.compile(snapshot));
        run(put(document).call(() -> state.save(document)));
    }

    private void check() {
        run(nginx.revision()
                .invoke(this::found)
                .chain(revision -> behind(revision)
                        ? put(text(compiler.compile(follower.current())))
                        : Uni.createFrom().voidItem()));
    }

    private boolean behind(long revision) {
        return revision < follower.current().revision();
    }

    private Uni<Void> put(String document) {
        return nginx.put(document)
                .invoke(revision -> Log.infof("The gate is at revision %d", revision))
                .onFailure().invoke(this::lost)
                .onFailure().recoverWithNull()
                .replaceWithVoid();
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

    private String text(GateDocument document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
