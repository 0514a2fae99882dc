package dev.steward.availability.authsession;

import dev.steward.kit.paging.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/internal/v1/auth-sessions")
@Tag(name = "Auth sessions (internal)")
@RolesAllowed("service")
class AuthSessionResource {
    private final AuthSessionService sessions;

    AuthSessionResource(AuthSessionService sessions) {
        this.sessions = sessions;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Register a sign-in", description = "403 `mitra-deactivated`, 404 `mitra-not-found`.")
    public Uni<AuthSession> register(@NotNull @Valid NewAuthSession session) {
        return sessions.register(session.mitraId());
    }

    @GET
    @Path("/{sid}")
    @Operation(summary = "Whether a token may be refreshed", description = "Only while `active`. 404 `auth-session-not-found`: no.")
    public Uni<AuthSession> get(@RestPath UUID sid) {
        return sessions.get(sid);
    }

    @GET
    @Operation(summary = "A mitra's sign-ins, the newest first")
    public Uni<AuthSessionPage> list(@RestQuery @NotNull UUID mitraId, @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return sessions.list(mitraId, Cursor.read(cursor), limit);
    }

    @DELETE
    @Path("/{sid}")
    @Operation(summary = "Revoke one sign-in", description = "Doing it twice is fine.")
    public Uni<Void> signOut(@RestPath UUID sid) {
        return sessions.signOut(sid);
    }
}
