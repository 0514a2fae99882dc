package dev.steward.local.endtoend;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.local.suite.Ports;
import dev.steward.migrate.Service;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators and their machines read of each program, on its management port and nowhere else. */
class EveryServiceIsObservableIT {
    private static final RunningSuite SUITE = RunningSuite.with(1);

    record Program(String name, int port) {
        RequestSpecification management() {
            return SUITE.management(port);
        }

        RequestSpecification open() {
            return given().baseUri("http://127.0.0.1").port(port);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Program> programs() {
        Ports ports = SUITE.ports();
        return Stream.concat(
                Stream.of(Service.values()).map(service -> new Program(service.schema(), ports.service(service, 0))),
                Stream.of(new Program("demo-shop", ports.shop()), new Program("gateway-agent", ports.agent())));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void isLiveReadyAndStarted(Program program) {
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started")) {
            program.management().get(path).then().statusCode(200).body("status", is("UP"));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void namesItsMetricsAsOpenTelemetryDoes(Program program) {
        program.open().get("/nowhere").then().statusCode(404);
        await().atMost(5, SECONDS).untilAsserted(() -> program.management().get("/q/metrics").then().statusCode(200)
                .body(containsString("http_server_request_duration_seconds_bucket{"))
                .body(containsString("http_response_status_code=\"404\"")).body(containsString("jvm_memory_limit_bytes{")));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void describesEachOfItsOperations(Program program) {
        JsonPath document = program.management().accept("application/json").get("/q/openapi").then().statusCode(200).extract()
                .jsonPath();
        assertEquals(List.of(), OpenApi.faults(document.getMap("")));
    }
}
