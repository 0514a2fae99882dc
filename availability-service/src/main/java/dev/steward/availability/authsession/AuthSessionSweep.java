package dev.steward.availability.authsession;

import dev.steward.availability.Recurring;
import dev.steward.availability.Sweeps;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** When revoked auth sessions are forgotten. */
@Singleton
class AuthSessionSweep {
    private final AuthSessionStore store;
    private final AuthSessionConfig config;
    private final Sweeps sweeps;

    AuthSessionSweep(AuthSessionStore store, AuthSessionConfig config, Sweeps sweeps) {
        this.store = store;
        this.config = config;
        this.sweeps = sweeps;
    }

    void start(@Observes StartupEvent event, Recurring recurring) {
        recurring.every(config.pruneEvery(), "removal of old auth sessions", this::prune);
    }

    Uni<Void> prune() {
        return sweeps.run("auth-sessions", () -> store.prune(config.keepRevokedFor()).replaceWith("done"));
    }
}
