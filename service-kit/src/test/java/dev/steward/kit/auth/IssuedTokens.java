package dev.steward.kit.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.infra.tokens.DevelopmentIssuer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An issuer that is trusted and one that is not, and what checks their tokens. */
abstract class IssuedTokens {
    static DevelopmentIssuer issuer;
    static DevelopmentIssuer stranger;

    private final Vertx vertx = Vertx.vertx();
    final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Path keys;

    @TempDir
    Path directory;

    @BeforeAll
    static void issue(@TempDir Path issuers) {
        issuer = DevelopmentIssuer.in(issuers.resolve("issuer"), "development-one");
        stranger = DevelopmentIssuer.in(issuers.resolve("stranger"), "development-two");
    }

    @BeforeEach
    void publish() throws IOException {
        keys = directory.resolve("jwks.json");
        Files.copy(issuer.keys(), keys);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, SECONDS);
    }

    TrustedKeys start(AuthSettings settings) {
        var trusted = new TrustedKeys(settings, DevelopmentIssuer.ISSUER, vertx, clock);
        trusted.start(null);
        return trusted;
    }

    VerifiedTokens tokens(AuthSettings settings) {
        return new VerifiedTokens(start(settings), settings, clock, metrics);
    }

    double signaturesChecked() {
        return metrics.get("steward.auth.signatures.checked").counter().count();
    }

    void assertRefused(VerifiedTokens tokens, String token) {
        assertThrows(ParseException.class, () -> tokens.parse(token, context()));
    }

    static String token(DevelopmentIssuer issuer) {
        return issuer.token("ada", List.of("operator"), Duration.ofMinutes(5));
    }

    static JWTAuthContextInfo context() {
        var context = new JWTAuthContextInfo();
        context.setIssuedBy(DevelopmentIssuer.ISSUER);
        context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        context.setClockSkew(30);
        return context;
    }
}
