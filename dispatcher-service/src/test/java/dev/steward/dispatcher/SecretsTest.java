package dev.steward.dispatcher;

import static dev.steward.dispatcher.Api.as;
import static dev.steward.dispatcher.Api.enqueued;
import static dev.steward.dispatcher.Api.request;
import static dev.steward.dispatcher.Api.view;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secret that a receiver answers with, or that stands in a URI, is where it has to be and nowhere else. */
@QuarkusTest
@WithStores("dispatcher")
class SecretsTest {
    private static final String PLANTED = "pl4nted-s3cret";

    private final Receiver receiver = new Receiver();
    private LogLines log;

    @InjectStores
    Stores stores;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @BeforeEach
    void listen() {
        log = new LogLines();
    }

    @AfterEach
    void close() {
        receiver.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json                  | {"error": "no such shop", "password": "PLANTED"}       | no such shop
            application/json                  | {"a": [{"access_token": "PLANTED"}], "code": 17}       | 17
            text/plain                        | login of shop 5 failed: password=PLANTED               | login of shop 5
            application/x-www-form-urlencoded | client_secret=PLANTED&code=17                          | code=17
            application/xml                   | <e><apiKey>PLANTED</apiKey><code>17</code></e>         | 17
                                              | {"error": "no such shop", "api_key": "PLANTED"}        | no such shop
            text/html                         | <p>password: PLANTED</p>                               | [omitted: html]
            application/octet-stream          | PLANTED                                                | [omitted""")
    void whatAReceiverAnswersIsKeptWithoutItsSecrets(String type, String body, String kept) {
        receiver.answering(request -> {
            var response = request.response().setStatusCode(500).putHeader("Set-Cookie", "session=" + PLANTED);
            if (type != null) {
                response.putHeader("Content-Type", type);
            }
            response.end(body.replace("PLANTED", PLANTED));
        });
        String id = enqueued(request(receiver.url()).put("attemptLimit", 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> view(id).getString("state").equals("FAILED"));

        assertTrue(view(id).getString("attempts[0].responseExcerpt").contains(kept), view(id).prettify());
        assertFalse(everyTable("").contains(PLANTED), everyTable(""));
        assertSaidNowhere(id);
    }

    @Test
    void theBeginningOfALongAnswerIsKeptWithoutTheSecretThatIsCut() {
        receiver.answering(request -> request.response().setStatusCode(500).putHeader("Content-Type", "application/json")
                .end("{\"padding\": \"" + "x".repeat(2000) + "\", \"token\": \"" + PLANTED.repeat(100) + "\"}"));
        String id = enqueued(request(receiver.url()).put("attemptLimit", 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> view(id).getString("state").equals("FAILED"));

        String excerpt = view(id).getString("attempts[0].responseExcerpt");
        assertTrue(excerpt.contains("xxx") && excerpt.length() <= 2100, excerpt);
        assertFalse(everyTable("").contains(PLANTED.substring(0, 6)), everyTable(""));
    }

    @Test
    void whatStandsInAUriIsSentAndNeverShown() {
        receiver.answering(500);
        String id = enqueued(request(receiver.url() + "/hook?page=2&api_key=" + PLANTED).put("attemptLimit", 1));
        await().atMost(Duration.ofSeconds(30)).until(() -> view(id).getString("state").equals("FAILED"));

        assertEquals("/hook?page=2&api_key=" + PLANTED, receiver.only().uri());
        assertTrue(view(id).getString("uri").contains("/hook?page=2&api_key=***"), view(id).getString("uri"));
        assertFalse(everyTable("request").contains(PLANTED), everyTable("request"));
        assertSaidNowhere(id);
    }

    private void assertSaidNowhere(String id) {
        for (String path : List.of("/v1/requests/" + id, "/v1/requests", "/v1/destinations", "/v1/queue")) {
            assertFalse(as("operator").get(path).asString().contains(PLANTED), path);
        }
        String scraped = given().get(metrics).asString();
        assertTrue(scraped.contains("dispatcher_destination_attempts_total{destination=\"" + receiver.url()), scraped);
        assertFalse(scraped.contains(PLANTED));
        assertTrue(log.contains(id), log.toString());
        assertFalse(log.contains(PLANTED), log.toString());
    }

    /** Every column of every row, as text. */
    private String everyTable(String but) {
        return Db.texts(stores, """
                SELECT format('SELECT t::text FROM dispatcher.%I t', relname)
                  FROM pg_class
                 WHERE relnamespace = 'dispatcher'::regnamespace AND relkind IN ('r', 'p') AND relname <> ?
                """, but).stream().flatMap(sql -> Db.texts(stores, sql).stream()).collect(Collectors.joining("\n"));
    }
}
