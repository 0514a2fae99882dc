package dev.steward.kit.recording.capture;

import dev.steward.infra.test.TestTokens;
import dev.steward.kit.recording.IngestServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A service that records two APIs, and a server that stands where observability-service would. */
public class RecordingProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.application.name", "recorded"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"),
                Map.entry("quarkus.http.limits.max-body-size", "64M"),
                Map.entry("steward.kit.recording.apis.internal.paths", "/api"),
                Map.entry("steward.kit.recording.apis.internal.redaction.names", "customer_ref"),
                Map.entry("steward.kit.recording.apis.rare.paths", "/api/rare"),
                Map.entry("steward.kit.recording.apis.rare.sampling-rate", "0"),
                Map.entry("steward.kit.recording.apis.rare.slow", "300ms"),
                Map.entry("steward.kit.recording.shipping.batch-wait", "20ms"),
                Map.entry("steward.kit.recording.shipping.longest-retry", "200ms"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Ingest.class));
    }

    public static class Ingest implements QuarkusTestResourceLifecycleManager {
        private IngestServer server;

        @Override
        public Map<String, String> start() {
            server = new IngestServer();
            return Map.of(
                    "STEWARD_OBSERVABILITY_URL", server.url(),
                    "STEWARD_JWT_ISSUER", TestTokens.issuer().issuer(),
                    "STEWARD_JWT_KEYS", TestTokens.issuer().keys().toString(),
                    "STEWARD_DEVELOPMENT", "true");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(server, new TestInjector.MatchesType(IngestServer.class));
        }

        @Override
        public void stop() {
            server.close();
        }
    }
}
