package dev.steward.kit.log;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("dispatcher")
class TextLogTest {
    static final List<String> SECRETS = List.of("hunter2", "s3cr3t", "eyJzdWIi", "c2lnbmF0dXJl", "4111 1111", "1111 1111");

    private final ConsoleOutput console = new ConsoleOutput();

    @AfterEach
    void close() {
        console.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/leaky", "/leaky/blocking", "/leaky/framework"})
    void keepsTheSecretsOfAnUnexpectedExceptionOut(String path) {
        String traceId = given().get(path).then().statusCode(500).extract().header("Trace-Id");

        String text = console.text();
        SECRETS.forEach(secret -> assertFalse(text.contains(secret), text));
        assertTrue(text.contains("trace=" + traceId + " GET " + path + " failed: "), text);
        assertTrue(text.contains("java.lang.IllegalStateException: Authorization: ***"), text);
        assertTrue(text.contains("Caused by: java.lang.IllegalArgumentException: jdbc refused user=ada password=***"), text);
        assertTrue(text.contains("at dev.steward.kit.log.LeakyResource.failure(LeakyResource.java"), text);
    }

    @Test
    void keepsTheSecretsOfAMessageOut() {
        String traceId = given().get("/leaky/told").then().statusCode(200).extract().header("Trace-Id");
        String text = console.text();
        assertTrue(text.contains("trace=" + traceId + " Charged the card *** with password=***\n"), text);
    }

    @Test
    void leavesAHarmlessExceptionAsItIs() {
        given().get("/leaky/harmless").then().statusCode(500);
        String text = console.text();
        assertTrue(text.contains("java.lang.IllegalStateException: The shelf is empty\n"), text);
        assertTrue(text.contains("Caused by: java.lang.IllegalArgumentException: no such article: 17\n"), text);
        assertFalse(text.contains("***"), text);
    }
}
