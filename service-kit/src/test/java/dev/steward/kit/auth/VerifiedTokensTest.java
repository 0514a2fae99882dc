package dev.steward.kit.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.infra.tokens.DevelopmentIssuer;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest extends IssuedTokens {
    @Test
    void checksASignatureOnce() throws ParseException {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        String token = token(issuer);
        for (int i = 0; i < 10; i++) {
            assertEquals(Set.of("operator"), tokens.parse(token, context()).getGroups());
        }
        assertEquals(1, signaturesChecked());
    }

    @Test
    void checksAgainOnceATokenHasExpired() throws ParseException {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        String token = token(issuer);
        Instant end = Instant.ofEpochSecond(tokens.parse(token, context()).getExpirationTime());
        clock.stopAt(end.plusSeconds(30).minusMillis(1));
        tokens.parse(token, context());
        assertEquals(1, signaturesChecked(), "within the clock skew of 30 s");
        clock.stopAt(end.plusSeconds(30));
        tokens.parse(token, context());
        assertEquals(2, signaturesChecked());
    }

    @Test
    void remembersNoTokenThatItRefused() {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        String bad = token(stranger);
        assertRefused(tokens, bad);
        assertRefused(tokens, bad);
        assertEquals(2, signaturesChecked());
    }

    @Test
    void allowsForClocksThatDiffer() throws ParseException {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        Instant now = Instant.now();
        tokens.parse(signed("nbf", now.plusSeconds(20)), context());
        tokens.parse(signed("iat", now.plusSeconds(20)), context());
        tokens.parse(signed("exp", now.minusSeconds(20)), context());
        assertRefused(tokens, signed("nbf", now.plusSeconds(60)));
        assertRefused(tokens, signed("exp", now.minusSeconds(60)));
    }

    @Test
    void refusesAnotherIssuerAndATokenWithoutEnd() {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        Map<String, Object> claims = claims();
        claims.put("iss", "urn:somebody:else");
        assertRefused(tokens, issuer.sign(claims));
        claims = claims();
        claims.remove("exp");
        assertRefused(tokens, issuer.sign(claims));
    }

    @Test
    void remembersNoMoreThanItsBound() throws ParseException {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys).remembering(2));
        List<String> three = List.of(token(issuer), token(issuer), token(issuer));
        for (String token : three) {
            tokens.parse(token, context());
        }
        tokens.parse(three.get(0), context());
        assertEquals(4, signaturesChecked(), "the third emptied the table");
        tokens.parse(three.get(2), context());
        assertEquals(4, signaturesChecked());
    }

    @Test
    void neverMixesTokensUpUnderLoad() throws Exception {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys).remembering(5));
        List<String> subjects = IntStream.range(0, 20).mapToObj(i -> "subject-" + i).toList();
        Map<String, String> bySubject = new HashMap<>();
        subjects.forEach(subject -> bySubject.put(subject, issuer.token(subject, List.of(), Duration.ofMinutes(5))));
        Callable<Void> reader = () -> {
            for (int i = 0; i < 100; i++) {
                String subject = subjects.get(i % subjects.size());
                assertEquals(subject, tokens.parse(bySubject.get(subject), context()).getSubject());
            }
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Void> done : threads.invokeAll(List.of(reader, reader, reader, reader))) {
                done.get(20, SECONDS);
            }
        }
    }

    /** What an application verifies with a key of its own must not profit from what requests showed. */
    @Test
    void keepsOutOfAVerificationWithOtherKeys() throws Exception {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        String token = token(issuer);
        tokens.parse(token, context());
        JWTAuthContextInfo other = context();
        other.setPublicKeyContent(Files.readString(stranger.keys()));
        assertThrows(ParseException.class, () -> tokens.parse(token, other));
    }

    private String signed(String claim, Instant at) {
        Map<String, Object> claims = claims();
        claims.put(claim, at.getEpochSecond());
        return issuer.sign(claims);
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", DevelopmentIssuer.ISSUER);
        claims.put("sub", "ada");
        claims.put("iat", Instant.now().minusSeconds(120).getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(300).getEpochSecond());
        return claims;
    }
}
