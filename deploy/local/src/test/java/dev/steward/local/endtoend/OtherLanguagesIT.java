package dev.steward.local.endtoend;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.infra.Ports;
import dev.steward.infra.process.ChildProcess;
import dev.steward.infra.process.Signal;
import dev.steward.local.supervision.Supervised;
import dev.steward.migrate.Service;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The recorders that observability-service shows for other languages, each in a small server of that language. */
class OtherLanguagesIT {
    private static final String WITHOUT = "%s is not on the PATH, so its example is not tried";

    private final RunningSuite suite = RunningSuite.with(1);
    private final int port = Ports.free();
    private final String article = "article-" + UUID.randomUUID();
    private ChildProcess shop;

    @AfterEach
    void stop() throws InterruptedException {
        if (shop != null) {
            shop.stop();
        }
        suite.process("observability").release();
    }

    @Test
    void nodesTrafficIsRecordedWithoutItsSecrets() throws Exception {
        node();
        recordsWithoutSecrets();
        failureIsRecordedWithItsException("Error");
        var broken = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/partner/abort?of=" + article)).build();
        assertThrows(IOException.class, () -> HttpClient.newHttpClient().send(broken, BodyHandlers.ofString()));
        exchange("/partner/abort").body("response.aborted", equalTo(true)).body("response.status", equalTo(200))
                .body("response.body.text", equalTo("half an"));
    }

    @Test
    void phpsTrafficIsRecordedWithoutItsSecrets() throws Exception {
        php();
        recordsWithoutSecrets();
        failureIsRecordedWithItsException("RuntimeException");
    }

    @Test
    void nodesRecorderKeepsWhatItCannotSendAndSendsItOnce() throws Exception {
        node();
        Supervised observability = suite.process("observability");
        observability.hold();
        for (int i = 0; i < 20; i++) {
            shop().get("/partner/wait/" + i + "?of=" + article).then().statusCode(200);
        }
        observability.release();
        await().atMost(30, SECONDS).untilAsserted(() -> suite.gateway("oscar", "operator")
                .get("/admin/api/traffic?api=partner&q=/partner/wait/&limit=500").then().statusCode(200)
                .body("items.findAll { it.request.url.contains('" + article + "') }", hasSize(20)));
    }

    @Test
    void phpAnswersThoughNobodyTakesItsRecords() throws Exception {
        php();
        suite.process("observability").hold();
        shop().get("/partner/lost?of=" + article).then().statusCode(200).body("accessToken", notNullValue());
    }

    private void recordsWithoutSecrets() {
        shop().header("Authorization", "Bearer raw-secret-1").header("Cookie", "sid=raw-secret-2").header("X-Customer", "ada")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .contentType("application/json").body("{\"article\":\"%s\",\"password\":\"raw-secret-3\"}".formatted(article))
                .post("/partner/articles?token=raw-secret-4&of=" + article).then().statusCode(200);
        String whole = exchange("/partner/articles").body("response.status", equalTo(200))
                .body("traceId", equalTo("4bf92f3577b34da6a3ce929d0e0e4736")).body("user.id", equalTo("ada"))
                .body("request.method", equalTo("POST")).body("request.body.sha256", matchesPattern("[0-9a-f]{64}"))
                .body("request.body.truncated", equalTo(false)).body("response.aborted", equalTo(false))
                .body("response.headers.find { it[0].equalsIgnoreCase('Content-Type') }[1]", equalTo("application/json"))
                .body("redaction.rulesVersion", notNullValue()).body("exception", nullValue())
                .extract().asString();
        assertEquals(List.of(), IntStream.rangeClosed(1, 7).filter(n -> whole.contains("raw-secret-" + n)).boxed().toList(),
                whole);
        assertTrue(whole.contains("\\\"article\\\":\\\"" + article), whole);
        String longer = "{\"articles\":[" + "\"Käse\",".repeat(4000) + "null],\"password\":\"raw-secret-8\"}";
        shop().contentType("application/json; charset=utf-8").body(longer).post("/partner/long?of=" + article).then()
                .statusCode(200);
        exchange("/partner/long").body("request.body.size", equalTo(longer.getBytes(UTF_8).length))
                .body("request.body.truncated", equalTo(true))
                .body("request.body.text", startsWith("{\"articles\":[\"Käse\",\"Käse\""));
    }

    private void failureIsRecordedWithItsException(String type) {
        shop().get("/partner/fail?of=" + article).then().statusCode(500);
        String whole = exchange("/partner/fail").body("response.status", equalTo(500)).body("exception.type", equalTo(type))
                .extract().asString();
        assertTrue(whole.contains("no more articles") && !whole.contains("raw-secret-"), whole);
    }

    /** By way of the listing, as an operator finds it, and whole, as an admin sees it. */
    private ValidatableResponse exchange(String path) {
        String id = await().atMost(10, SECONDS).until(() -> suite.gateway("oscar", "operator")
                .get("/admin/api/traffic?api=partner&q=" + path + "&limit=20").then().statusCode(200)
                .extract().path("items.find { it.request.url.contains('" + article + "') }.id"), notNullValue());
        return suite.gateway("alice", "admin").get("/admin/api/traffic/" + id).then().statusCode(200);
    }

    private RequestSpecification shop() {
        return given().baseUri("http://127.0.0.1").port(port).urlEncodingEnabled(false);
    }

    private void node() throws Exception {
        start("node", "node", resource("shop.mjs"), example("recorder.mjs"), Integer.toString(port));
    }

    private void php() throws Exception {
        start("php", "php", "-S", "127.0.0.1:" + port, resource("shop.php"));
    }

    private void start(String program, String... command) throws Exception {
        assumeTrue(onPath(program), WITHOUT.formatted(program));
        shop = ChildProcess.named("shop in " + program)
                .command(List.of(command))
                .environment(Map.of(
                        "OBSERVABILITY_URL", "http://127.0.0.1:" + suite.ports().service(Service.OBSERVABILITY, 0),
                        "TOKEN_FILE", suite.home().secrets().resolve("service.token").toString(),
                        "RECORDER", example("recorder.php")))
                .log(suite.home().log("shop-" + program))
                .stopSignal(Signal.TERM)
                .readyWhen(() -> !Ports.isFree(port), Duration.ofSeconds(15))
                .build()
                .start();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private String example(String name) {
        return suite.home().project().resolve("observability-service/examples").resolve(name).toString();
    }

    private static String resource(String name) throws URISyntaxException {
        return Path.of(OtherLanguagesIT.class.getResource("/other-languages/" + name).toURI()).toString();
    }
}
