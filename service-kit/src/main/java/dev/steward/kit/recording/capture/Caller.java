package dev.steward.kit.recording.capture;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Set;

/** Who called, as the application learned it. */
public record Caller(String id, Set<String> roles) {
    static Caller of(SecurityIdentity identity) {
        return identity == null || identity.isAnonymous()
                ? null
                : new Caller(identity.getPrincipal().getName(), identity.getRoles());
    }
}
