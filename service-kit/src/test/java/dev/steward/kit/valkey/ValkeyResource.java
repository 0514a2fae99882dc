package dev.steward.kit.valkey;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Has nothing to fall back to. */
@Path("/valkey")
@PermitAll
class ValkeyResource {
    private final Valkey valkey;

    ValkeyResource(Valkey valkey) {
        this.valkey = valkey;
    }

    @GET
    public Uni<String> ping() {
        return valkey.call("PING").map(Object::toString);
    }
}
