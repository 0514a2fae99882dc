package dev.steward.kit.auth;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifies a token once and remembers it by its whole text until it expires: a look-up costs a hundredth of an RS256
 * check.
 * Bounded; forgotten altogether when the keys change.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class VerifiedTokens extends JWTCallerPrincipalFactory {
    private final AuthConfig config;
    private final KeyFile keys;
    private final Clock clock;
    private volatile State state;

    private record State(long keysVersion, JWTCallerPrincipalFactory verifier, Map<String, JWTCallerPrincipal> verified) {}

    public VerifiedTokens(AuthConfig config, KeyFile keys, Clock clock) {
        this.config = config;
        this.keys = keys;
        this.clock = clock;
        this.state = fresh(keys.version());
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        State current = current();
        JWTCallerPrincipal known = current.verified().get(token);
        if (known != null && known.getExpirationTime() > clock.instant().getEpochSecond()) {
            return known;
        }
        JWTCallerPrincipal principal = current.verifier().parse(token, context);
        remember(current.verified(), token, principal);
        return principal;
    }

    private State current() {
        State now = state;
        long version = keys.version();
        if (now.keysVersion() == version) {
            return now;
        }
        State next = fresh(version);
        state = next;
        return next;
    }

    private static State fresh(long keysVersion) {
        return new State(keysVersion, new DefaultJWTCallerPrincipalFactory(), new ConcurrentHashMap<>());
    }

    /** A full table is emptied: rare, and cheaper at every other request than keeping an order of use. */
    private void remember(Map<String, JWTCallerPrincipal> verified, String token, JWTCallerPrincipal principal) {
        if (verified.size() >= config.verifiedTokens()) {
            verified.clear();
        }
        verified.put(token, principal);
    }
}
