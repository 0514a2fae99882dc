package dev.steward.kit.telemetry;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.WithStores;
import dev.steward.kit.http.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's names, attributes and buckets, as a scraper of the management port sees them. */
@QuarkusTest
@WithStores("dispatcher")
class MetricNamesTest {
    private static final String SERVER = "http_server_request_duration_seconds";
    private static final String CLIENT = "http_client_request_duration_seconds";

    @TestHTTPResource
    URI service;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void aRequestHasItsRouteMethodStatusAndScheme() {
        given().get("/neighbour/calls/" + service.getPort()).then().statusCode(200);
        scrapes(SERVER + "_count", "http_request_method=\"GET\"", "http_route=\"/neighbour/calls/{port}\"",
                "http_response_status_code=\"200\"", "url_scheme=\"http\"", "error_type=\"\"");
    }

    @Test
    void onlyAServersErrorIsAnError() {
        given().get("/leaky").then().statusCode(500);
        given().get("/probe/nowhere").then().statusCode(404);
        scrapes(SERVER + "_count", "http_route=\"/leaky\"", "http_response_status_code=\"500\"", "error_type=\"500\"");
        scrapes(SERVER + "_count", "http_route=\"\"", "http_response_status_code=\"404\"", "error_type=\"\"");
    }

    @Test
    void whoHangsUpIsCountedUnderNoRoute() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.getPort())) {
            String unfinished = "POST /probe/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 99\r\n\r\n";
            socket.getOutputStream().write(unfinished.getBytes(StandardCharsets.US_ASCII));
        }
        scrapes(SERVER + "_count", "http_request_method=\"POST\"", "http_route=\"\"", "error_type=\"reset\"");
    }

    @Test
    void aCallToAnotherServiceHasItsServer() {
        given().get("/neighbour/calls/" + service.getPort()).then().statusCode(200);
        scrapes(CLIENT + "_count", "server_address=\"127.0.0.1\"", "server_port=\"" + service.getPort() + "\"",
                "http_request_method=\"GET\"", "http_response_status_code=\"200\"", "error_type=\"\"");
    }

    @Test
    void theBucketsAreThoseOfTheConvention() {
        given().get("/leaky/told").then().statusCode(200);
        scrapes(SERVER + "_bucket", "http_route=\"/leaky/told\"", "le=\"0.005\"");
        List<String> limits = lines(SERVER + "_bucket", "http_route=\"/leaky/told\"")
                .map(line -> line.replaceAll(".*le=\"([^\"]+)\".*", "$1")).toList();
        assertEquals(List.of("0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "2.5", "5.0",
                "7.5", "10.0", "+Inf"), limits);
    }

    @Test
    void whatACallerInventsMakesNoSeries() throws IOException {
        for (String path : List.of("/probe", "/nowhere", "/leaky", "/q/nowhere")) {
            for (String method : List.of("GET", "OPTIONS", "POST", "INVENTED-METHOD", "get")) {
                RawHttp.send(service.getPort(), method + " " + path + "/invented-path HTTP/1.1\r\nHost: x\r\n\r\n");
                RawHttp.send(service.getPort(), method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            }
        }
        scrapes(SERVER + "_count", "http_request_method=\"_OTHER\"", "http_response_status_code=\"405\"");
        String all = scraped();
        assertFalse(all.contains("invented") || all.contains("INVENTED"), all);
        assertFalse(all.contains("method=\"get\""), all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm_memory_used_bytes{jvm_memory_pool_name=\"Metaspace\",jvm_memory_type=\"non_heap\"}",
            "jvm_memory_committed_bytes{jvm_memory_pool_name=\"", "jvm_memory_limit_bytes{jvm_memory_pool_name=\"",
            "jvm_thread_count{jvm_thread_state=\"timed_waiting\"}", "jvm_class_count ", "jvm_class_loaded_total ",
            "jvm_class_unloaded_total ", "jvm_cpu_count ", "jvm_cpu_recent_utilization_ratio ",
            "jvm_buffer_memory_used_bytes{jvm_buffer_pool_name=\"direct\"}", "redis_completed_total{"})
    void theMachineAndTheClientsHaveTheirNames(String series) {
        assertTrue(scraped().contains("\n" + series), series);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_server_requests", "http_client_requests", "jvm_memory_max", "jvm_gc_pause",
            "area=\"heap\",id",
            "jvm_threads_states", "jvm_classes", "\nm__", "redis_pool"})
    void noOtherNameIsLeft(String name) {
        given().get("/neighbour/calls/" + service.getPort()).then().statusCode(200);
        assertFalse(scraped().contains(name), name);
    }

    /** Measured once the answer is out, so perhaps a moment after its caller has it. */
    private void scrapes(String name, String... labels) {
        await().untilAsserted(() -> assertTrue(lines(name, labels).findAny().isPresent(),
                () -> "No " + name + List.of(labels) + " in " + scraped()));
    }

    private Stream<String> lines(String name, String... labels) {
        return scraped().lines().filter(line -> line.startsWith(name + "{"))
                .filter(line -> Stream.of(labels).allMatch(line::contains));
    }

    private String scraped() {
        return given().get(metrics).then().statusCode(200).extract().asString();
    }
}
