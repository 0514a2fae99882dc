package dev.steward.heartbeat.storefront;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sent the heartbeat, as far as a token says so. */
@Singleton
class Customers {
    private final CurrentIdentityAssociation identities;
    private final StorefrontConfig config;

    Customers(CurrentIdentityAssociation identities, StorefrontConfig config) {
        this.identities = identities;
        this.config = config;
    }

    /**
     * Emits the customer's id; null for anybody else. An expired or broken token is nobody's: a page goes on polling when
     * its
     * sign-in ran out, and must not break over it.
     */
    Uni<String> current() {
        return identities.getDeferredIdentity()
                .onFailure().recoverWithNull()
                .map(this::customerId);
    }

    private String customerId(SecurityIdentity identity) {
        return identity != null && identity.hasRole(config.eligibleRole())
                && identity.getPrincipal() instanceof JsonWebToken token
                        ? token.getSubject()
                        : null;
    }
}
