package dev.steward.kit.telemetry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A service in whose environment stands where a collector is, in OpenTelemetry's own words. */
public class TracingProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Receiver.class));
    }

    public static class Receiver implements QuarkusTestResourceLifecycleManager {
        private Collector collector;

        @Override
        public Map<String, String> start() {
            collector = new Collector();
            return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url() + "/",
                    "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20for-the-collector",
                    "OTEL_SERVICE_NAME", "traced",
                    "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test",
                    "quarkus.otel.bsp.schedule.delay", "50ms");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(collector, new TestInjector.MatchesType(Collector.class));
        }

        @Override
        public void stop() {
            collector.close();
        }
    }
}
