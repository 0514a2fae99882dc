package dev.steward.demoshop;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is shopping, as far as a token says so; the shop serves everybody. */
@Singleton
class Customers {
    private final CurrentIdentityAssociation identities;

    Customers(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** Emits null for anybody without a token that can be verified. */
    Uni<String> current() {
        return identities.getDeferredIdentity()
                .onFailure().recoverWithNull()
                .map(Customers::subject);
    }

    private static String subject(SecurityIdentity identity) {
        return identity != null && identity.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : null;
    }
}
