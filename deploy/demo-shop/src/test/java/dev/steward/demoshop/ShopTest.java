package dev.steward.demoshop;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ShopSurroundings.class)
class ShopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @ConfigProperty(name = "steward.kit.neighbour.heartbeat")
    String heartbeatUrl;

    @Test
    void showsAPageThatNeedsNoScriptToBeRead() {
        given().get("/").then().statusCode(200)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .body(allOf(containsString("Reading lamp"), containsString("<script src=\"shop.js\" defer></script>"),
                        containsString("<html lang=\"en\">"), not(containsString("onclick"))));
        given().get("/shop.js").then().statusCode(200).body(containsString("/api/v1/heartbeat"));
        given().get("/shop.css").then().statusCode(200);
        given().get("/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void takesOrdersFromAnybodyAndRepeatsThem() {
        String id = given().contentType("application/json").body("{\"product\": \"lamp\", \"note\": \"for Ann\"}")
                .post("/api/orders").then().statusCode(201)
                .body("product", is("lamp")).body("note", is("for Ann")).body("customerId", nullValue())
                .extract().path("id");

        given().get("/api/orders").then().statusCode(200)
                .body("items.id", hasItem(id)).body("nextCursor", nullValue());
        given().get("/api/orders?limit=1").then().body("items", hasSize(1));
        given().get("/api/orders?limit=0").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void readsATokenAndMindsNone() {
        given().auth().oauth2(TestTokens.token("customer-17", "customer")).contentType("application/json").body("{}")
                .post("/api/orders").then().statusCode(201).body("customerId", is("customer-17"));
        given().auth().oauth2("no.good.token").contentType("application/json").body("{}")
                .post("/api/orders").then().statusCode(201).body("customerId", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "17", "{"})
    void refusesWhatIsNoOrder(String body) {
        given().contentType("application/json").body(body).post("/api/orders")
                .then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void tellsHeartbeatServiceOfWhatHappens() throws Exception {
        String session = UUID.randomUUID().toString();
        try (var heartbeat = new HeartbeatServer(heartbeatUrl, 0, false)) {
            given().contentType("application/json").body("{\"product\": \"lamp\"}")
                    .post("/api/carts/" + session + "/items").then().statusCode(200)
                    .body("items", is(1)).body("total", is(39.9f)).body("currency", is("EUR"));
            given().get("/api/search?q=wool").then().statusCode(200).body("items.id", is(List.of("blanket")));
            given().contentType("application/json").body("{\"sessionId\": \"" + session + "\"}").post("/api/orders");
            String article = given().contentType("application/json").body("{\"name\": \"Vase\"}")
                    .post("/partner/articles").then().statusCode(201).body("name", is("Vase")).extract().path("id");
            given().post("/partner/articles/" + article + "/validate").then().statusCode(204);
            given().get("/partner/articles").then().body("items.id", hasItem(article));

            await().atMost(PATIENCE).until(() -> heartbeat.told().size() >= 6);

            Set<String> types = events(heartbeat).stream().map(told -> told.event().getString("type"))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("search.performed", "order.placed", "article.created", "article.validated"), types);
            HeartbeatServer.Told order = events(heartbeat).stream()
                    .filter(told -> told.event().getString("type").equals("order.placed")).findFirst().orElseThrow();
            assertEquals("web", order.event().getJsonObject("data").getString("kind"));
            assertTrue(order.authorization().startsWith("Bearer "));
            Instant.parse(order.event().getString("occurredAt"));
            List<Integer> carts = heartbeat.told().stream().filter(told -> told.path().endsWith("/carts/" + session))
                    .map(told -> told.body().getInteger("items")).sorted().toList();
            assertEquals(List.of(0, 1), carts);
        }
    }

    @Test
    void repeatsAnEventThatWasNotTaken() throws Exception {
        try (var heartbeat = new HeartbeatServer(heartbeatUrl, 2, false)) {
            given().contentType("application/json").body("{}").post("/api/orders").then().statusCode(201);

            await().atMost(PATIENCE).until(() -> events(heartbeat).size() > distinctEvents(heartbeat));
        }
    }

    @Test
    void doesNotLetACustomerWaitForHeartbeatService() throws Exception {
        try (var heartbeat = new HeartbeatServer(heartbeatUrl, 0, true)) {
            for (int i = 0; i < 20; i++) {
                given().contentType("application/json").body("{}").post("/api/orders")
                        .then().statusCode(201).time(lessThan(1500L));
            }
            assertTrue(heartbeat.told().isEmpty());
        }
    }

    @Test
    void failsAtThePushOfAButton() {
        given().get("/api/fail").then().statusCode(500).contentType("application/problem+json")
                .body("type", is("urn:steward:problem:internal-error"))
                .body("detail", not(containsString("shelf")));
    }

    @Test
    void isSlowAtThePushOfAButton() {
        given().get("/api/slow?ms=300").then().statusCode(200).body("waitedMs", is(300)).time(greaterThanOrEqualTo(290L));
        for (String ms : List.of("-1", "30001")) {
            given().get("/api/slow?ms=" + ms).then().statusCode(400).contentType("application/problem+json");
        }
    }

    private static long distinctEvents(HeartbeatServer heartbeat) {
        return events(heartbeat).stream().map(told -> told.event().getString("id")).distinct().count();
    }

    private static List<HeartbeatServer.Told> events(HeartbeatServer heartbeat) {
        return heartbeat.told().stream().filter(told -> told.path().equals("/internal/v1/events")).toList();
    }
}
