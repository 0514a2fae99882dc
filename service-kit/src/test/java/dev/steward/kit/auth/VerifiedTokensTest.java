package dev.steward.kit.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.steward.infra.tokens.DevelopmentIssuer;
import dev.steward.kit.config.ConfigurationError;
import dev.steward.kit.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedTokensTest {
    private static DevelopmentIssuer issuer;
    private static DevelopmentIssuer stranger;

    private final Vertx vertx = Vertx.vertx();
    private final SettableClock clock = new SettableClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Path keys;

    @TempDir
    private Path directory;

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
        tokens.parse(token, context());
        clock.advance(Duration.ofMinutes(5).plusSeconds(29));
        tokens.parse(token, context());
        assertEquals(1, signaturesChecked(), "within the clock skew of 30 s");
        clock.advance(Duration.ofSeconds(2));
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
    void followsRotatedKeysWithoutRestart() throws Exception {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        String old = token(issuer);
        String next = token(stranger);
        tokens.parse(old, context());
        assertRefused(tokens, next);

        Files.copy(stranger.keys(), directory.resolve("next"));
        Files.move(directory.resolve("next"), keys, StandardCopyOption.ATOMIC_MOVE);

        await().atMost(5, SECONDS).untilAsserted(() -> assertDoesNotThrow(() -> tokens.parse(next, context())));
        assertRefused(tokens, old);
    }

    @Test
    void standsByItsKeysWhenTheFileIsBrokenOrGone() throws Exception {
        VerifiedTokens tokens = tokens(AuthSettings.keysAt(keys));
        Files.writeString(keys, "half a fi");
        String token = token(issuer);
        await().during(Duration.ofMillis(100)).atMost(5, SECONDS).until(() -> tokens.parse(token, context()) != null);
        Files.delete(keys);
        await().during(Duration.ofMillis(100)).atMost(5, SECONDS).until(() -> tokens.parse(token(issuer), context()) != null);
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

    @Test
    void waitsForAnIssuerThatIsOutOfReach() throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var reachable = new AtomicBoolean();
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            byte[] answer = reachable.get() ? Files.readAllBytes(keys) : new byte[0];
            exchange.sendResponseHeaders(reachable.get() ? 200 : 503, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            VerifiedTokens tokens = tokens(
                    AuthSettings.keysAt("http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort())));
            String token = token(issuer);
            assertThrows(ProblemException.class, () -> tokens.parse(token, context()), "no keys yet is no bad token");
            reachable.set(true);
            await().atMost(5, SECONDS).untilAsserted(() -> assertDoesNotThrow(() -> tokens.parse(token, context())));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refusesToStartWithoutKeys() {
        assertTrue(startUpFailure(AuthSettings.none()).startsWith("STEWARD_JWT_KEYS is not set: set it to"));
        assertDoesNotThrow(() -> start(AuthSettings.none().optional()));
    }

    @Test
    void refusesToStartWithADevelopmentKeyInProduction() {
        assertTrue(startUpFailure(AuthSettings.keysAt(keys).inProduction()).contains("set STEWARD_DEVELOPMENT=true if"));
    }

    @Test
    void refusesToStartWithKeysThatItCannotRead() throws IOException {
        assertTrue(startUpFailure(AuthSettings.keysAt(directory.resolve("absent"))).contains("cannot be read"));
        Files.writeString(keys, "-----BEGIN PUBLIC KEY-----");
        assertTrue(startUpFailure(AuthSettings.keysAt(keys)).contains("holds no JWK set"));
    }

    private String startUpFailure(AuthSettings settings) {
        return assertThrows(ConfigurationError.class, () -> start(settings)).getMessage();
    }

    private TrustedKeys start(AuthSettings settings) {
        var trusted = new TrustedKeys(settings, DevelopmentIssuer.ISSUER, vertx, clock);
        trusted.start(null);
        return trusted;
    }

    private VerifiedTokens tokens(AuthSettings settings) {
        return new VerifiedTokens(start(settings), settings, clock, metrics);
    }

    private double signaturesChecked() {
        return metrics.get("steward.auth.signatures.checked").counter().count();
    }

    private void assertRefused(VerifiedTokens tokens, String token) {
        assertThrows(ParseException.class, () -> tokens.parse(token, context()));
    }

    private static String token(DevelopmentIssuer issuer) {
        return issuer.token("ada", List.of("operator"), Duration.ofMinutes(5));
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

    private static JWTAuthContextInfo context() {
        var context = new JWTAuthContextInfo();
        context.setIssuedBy(DevelopmentIssuer.ISSUER);
        context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        context.setClockSkew(30);
        return context;
    }
}
