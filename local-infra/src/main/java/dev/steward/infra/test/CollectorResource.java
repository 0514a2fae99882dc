package dev.steward.infra.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a service under test a {@link Collector}, by OpenTelemetry's own settings, and puts it into the test's field of
 * that type. Further settings are its arguments.
 */
public class CollectorResource implements QuarkusTestResourceLifecycleManager {
    private final Map<String, String> settings = new HashMap<>();
    private Collector collector;

    @Override
    public void init(Map<String, String> arguments) {
        settings.putAll(arguments);
    }

    @Override
    public Map<String, String> start() {
        collector = new Collector();
        settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url() + "/");
        settings.put("quarkus.otel.bsp.schedule.delay", "50ms");
        return settings;
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
