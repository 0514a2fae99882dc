package dev.steward.kit.telemetry;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.infra.test.WithStores;
import dev.steward.kit.log.ConsoleOutput;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A collector that is not there costs a line in the log, and nothing else. */
@QuarkusTest
@WithStores("dispatcher")
@TestProfile(AbsentCollectorTest.Absent.class)
class AbsentCollectorTest {
    public static class Absent implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", "OTEL_TRACES_EXPORTER", "otlp");
        }
    }

    @Inject
    OpenTelemetry telemetry;

    @Test
    void requestsAreAnsweredAndTheLogTellsOnce() {
        try (var console = new ConsoleOutput()) {
            for (int batch = 0; batch < 3; batch++) {
                given().get("/leaky/told").then().statusCode(200);
                exportedOrLost();
            }
            List<String> told = console.text().lines().filter(AbsentCollectorTest::isAboutTracing).toList();
            assertEquals(1, told.size(), console.text());
            assertEquals(1, told.stream().filter(line -> line.contains("at http://127.0.0.1:1 takes no spans")).count(),
                    told.toString());
        }
    }

    /** Others may have something to tell too: of a store that an earlier test used, for instance. */
    private static boolean isAboutTracing(String line) {
        return (line.contains("WARN") || line.contains("ERROR"))
                && (line.contains("[de.st.ki.te.") || line.contains("[io.op.") || line.contains("[io.qu.op."));
    }

    private void exportedOrLost() {
        var provider = ClientProxy.unwrap(telemetry);
        ((OpenTelemetrySdk) provider).getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    }
}
