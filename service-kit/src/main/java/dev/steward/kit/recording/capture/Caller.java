package dev.steward.kit.recording.capture;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who called, as the application learned it.
 *
 * @param tenant
 *            whom their token belongs to, or null
 */
public record Caller(String id, Set<String> roles, String tenant) {
    /** Null for nobody. */
    static Caller of(SecurityIdentity identity, String tenantClaim) {
        return identity == null || identity.isAnonymous()
                ? null
                : new Caller(identity.getPrincipal().getName(), identity.getRoles(), tenant(identity, tenantClaim));
    }

    private static String tenant(SecurityIdentity identity, String claim) {
        Object tenant = claim != null && identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim(claim) : null;
        return tenant == null ? null : tenant.toString();
    }
}
