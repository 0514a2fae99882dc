package dev.steward.kit.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.steward.kit.config.ConfigurationError;
import dev.steward.kit.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Where keys come from, how they are followed, and with which a service does not start. */
class TrustedKeysTest extends IssuedTokens {
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
}
