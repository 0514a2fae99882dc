package dev.steward.demoshop;

import dev.steward.infra.Ports;
import dev.steward.infra.process.TemporaryFiles;
import dev.steward.infra.test.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Tokens, and nobody else: the shop has to do without Valkey and all its neighbours, until a test puts one there. */
public class ShopSurroundings implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>();
        config.put("STEWARD_JWT_ISSUER", TestTokens.issuer().issuer());
        config.put("STEWARD_JWT_KEYS", TestTokens.issuer().keys().toString());
        config.put("STEWARD_DEVELOPMENT", "true");
        config.put("STEWARD_SERVICE_TOKEN_FILE", serviceToken().toString());
        config.put("STEWARD_VALKEY_URL", "redis://127.0.0.1:" + Ports.free());
        config.put("steward.kit.neighbour.heartbeat", "http://127.0.0.1:" + Ports.free());
        config.put("steward.kit.neighbour.maintenance", "http://127.0.0.1:" + Ports.free());
        config.put("steward.kit.neighbour.observability", "http://127.0.0.1:" + Ports.free());
        return config;
    }

    @Override
    public void stop() {}

    private static Path serviceToken() {
        try {
            return Files.writeString(TemporaryFiles.directory("service-token").resolve("token"),
                    TestTokens.token("demo-shop", "service"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
