package dev.steward.kit.auth;

import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifies a token once and remembers it by its whole text until it expires: a look-up costs a hundredth of an
 * RS256 check. Bounded; forgotten altogether when the keys change. What is refused is never remembered.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class VerifiedTokens extends JWTCallerPrincipalFactory {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final TrustedKeys keys;
    private final Clock clock;
    private final int bound;
    private final Counter checks;
    private volatile Verified verified;

    public VerifiedTokens(TrustedKeys keys, AuthConfig config, Clock clock, MeterRegistry metrics) {
        this.keys = keys;
        this.clock = clock;
        this.bound = config.verifiedTokens();
        this.checks = Counter.builder("steward.auth.signatures.checked")
                .description("Tokens whose signature was checked; all others were remembered from their first check")
                .register(metrics);
    }

    /**
     * @throws ProblemException
     *             503 as long as the issuer's keys are out of reach
     */
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        if (hasKeysOfItsOwn(context)) {
            return new DefaultJWTCallerPrincipalFactory().parse(token, context);
        }
        Verified known = current(context);
        JWTCallerPrincipal principal = known.tokens().get(token);
        if (principal == null || isExpired(principal, context)) {
            checks.increment();
            principal = known.verify(token);
            known.remember(token, principal, bound);
        }
        return principal;
    }

    /**
     * For whoever answers before the framework has authenticated anybody.
     *
     * @return the claims of a token whose signature was checked before, and that has not expired since; else null: the
     *         framework has to look at it
     */
    public JWTCallerPrincipal remembered(String token) {
        Verified known = verified;
        if (known == null || !known.jwks().equals(keys.jwks().orElse(null))) {
            return null;
        }
        JWTCallerPrincipal principal = known.tokens().get(token);
        return principal == null || isExpired(principal, known.context()) ? null : principal;
    }

    private boolean isExpired(JWTCallerPrincipal principal, JWTAuthContextInfo context) {
        return principal.getExpirationTime() + context.getClockSkew() <= clock.instant().getEpochSecond();
    }

    private Verified current(JWTAuthContextInfo context) {
        String jwks = keys.jwks().orElseThrow(VerifiedTokens::noKeysYet);
        Verified known = verified;
        if (known == null || !known.jwks().equals(jwks)) {
            known = Verified.with(jwks, context);
            verified = known;
        }
        return known;
    }

    private static ProblemException noKeysYet() {
        return new ProblemException(KitError.STORE_UNAVAILABLE,
                "The keys of the tokens' issuer are out of reach; try again later.")
                .retryAfter(RETRY_AFTER);
    }

    /** Somebody verifies with a key at hand, and not for a request. */
    private static boolean hasKeysOfItsOwn(JWTAuthContextInfo context) {
        return context.getPublicKeyContent() != null || context.getPublicKeyLocation() != null
                || context.getPublicVerificationKey() != null || context.getSecretVerificationKey() != null;
    }

    private record Verified(String jwks, JWTAuthContextInfo context, JWTCallerPrincipalFactory verifier,
            Map<String, JWTCallerPrincipal> tokens) {
        static Verified with(String jwks, JWTAuthContextInfo context) {
            var withKeys = new JWTAuthContextInfo(context);
            withKeys.setPublicKeyContent(jwks);
            return new Verified(jwks, withKeys, new DefaultJWTCallerPrincipalFactory(), new ConcurrentHashMap<>());
        }

        JWTCallerPrincipal verify(String token) throws ParseException {
            return verifier.parse(token, context);
        }

        /** A full table is emptied: rare, and cheaper at every other request than keeping an order of use. */
        void remember(String token, JWTCallerPrincipal principal, int bound) {
            if (tokens.size() >= bound) {
                tokens.clear();
            }
            tokens.put(token, principal);
        }
    }
}
