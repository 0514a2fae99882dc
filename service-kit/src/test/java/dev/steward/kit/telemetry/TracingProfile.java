package dev.steward.kit.telemetry;

import dev.steward.infra.test.CollectorResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A service in whose environment stands where a collector is, in OpenTelemetry's own words. */
public class TracingProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(CollectorResource.class, Map.of(
                "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20for-the-collector",
                "OTEL_SERVICE_NAME", "traced",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")));
    }
}
