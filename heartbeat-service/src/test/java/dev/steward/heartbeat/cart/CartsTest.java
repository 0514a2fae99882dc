package dev.steward.heartbeat.cart;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.infra.test.InjectStores;
import dev.steward.infra.test.Stores;
import dev.steward.infra.test.TestTokens;
import dev.steward.infra.test.WithStores;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithStores("heartbeat")
class CartsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String SESSION = "session-1";

    @Inject
    Carts carts;

    @Inject
    CartCache cache;

    @Inject
    CartStore store;

    @InjectStores
    Stores stores;

    @Test
    void showsWhatTheShopHandedOver() {
        Cart stored = put(3, NOON);

        assertEquals(new Cart(3, new BigDecimal("9.90"), "EUR", NOON), stored);
        assertEquals(stored, find());
    }

    @Test
    void ignoresAnUpdateThatComesLate() {
        put(3, NOON);

        assertEquals(3, put(2, NOON.minusSeconds(1)).items());
        assertEquals(3, find().items());
        assertEquals(4, put(4, NOON).items());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-99999-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z", "+99999-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59Z", "0000-01-01T00:00:00Z"})
    void takesEveryTimeThatATimeCanBe(String updatedAt) {
        given().auth().oauth2(TestTokens.token("shop", "service")).contentType("application/json")
                .body("{\"items\": 3, \"total\": 1E+5, \"currency\": \"EUR\", \"updatedAt\": \"" + updatedAt + "\"}")
                .put("/internal/v1/carts/" + SESSION)
                .then().statusCode(200);
    }

    @Test
    void isNotLockedOutByAClockThatRunsAhead() {
        put(1, Instant.now().plusSeconds(3600));

        assertEquals(2, put(2, null).items());
    }

    @Test
    void endsWithTheLatestWhileUpdatesArriveTogether() {
        List<Integer> order = IntStream.range(0, 40).boxed().collect(Collectors.toList());
        Collections.shuffle(order);
        Uni.join().all(order.stream().map(i -> carts.put(SESSION, update(i, NOON.plusSeconds(i)))).toList())
                .andFailFast().await().atMost(PATIENCE);

        assertEquals(39, find().items());
        assertTrue(((String) stores.valkey("GET", CartCache.PREFIX + SESSION)).contains("\"items\":39"));
    }

    @Test
    void asksPostgresAfterValkeyLostEverything() {
        put(3, NOON);
        stores.valkey("FLUSHDB");

        assertEquals(3, find().items());
        assertTrue(((String) stores.valkey("GET", CartCache.PREFIX + SESSION)).startsWith("1:"));
    }

    @Test
    void remembersForAWhileThatThereIsNone() throws Exception {
        assertNull(find());
        assertEquals("0:", stores.valkey("GET", CartCache.PREFIX + SESSION));
        assertTrue((Long) stores.valkey("PTTL", CartCache.PREFIX + SESSION) <= 60_000);

        try (var connection = stores.connect(); var statement = connection.createStatement()) {
            statement.execute("INSERT INTO heartbeat.cart VALUES ('" + SESSION + "', 1, 1, 'EUR', now())");
        }
        assertNull(find());
        put(3, null);
        assertEquals(3, find().items());
    }

    @Test
    void neverPutsAnOlderCopyOverANewerOne() {
        cache.put(SESSION, new VersionedCart(2, cart(2))).await().atMost(PATIENCE);
        cache.put(SESSION, new VersionedCart(1, cart(1))).await().atMost(PATIENCE);
        cache.putNone(SESSION).await().atMost(PATIENCE);

        assertEquals(2, find().items());
    }

    @Test
    void doesNotTripOverACopyThatSomebodyElseWrote() {
        put(3, NOON);
        stores.valkey("SET", CartCache.PREFIX + SESSION, "hello: not ours");

        assertEquals(3, find().items());
    }

    @Test
    void deletesCartsThatDoNotChange() {
        put(3, NOON);

        assertEquals(0, store.prune(Duration.between(NOON, Instant.now()).plusSeconds(60)).await().atMost(PATIENCE));
        assertEquals(1, store.prune(Duration.ofSeconds(1)).await().atMost(PATIENCE));
    }

    private Cart put(int items, Instant at) {
        return carts.put(SESSION, update(items, at)).await().atMost(PATIENCE);
    }

    private Cart find() {
        return carts.find(SESSION).await().atMost(PATIENCE);
    }

    private static CartUpdate update(int items, Instant at) {
        return new CartUpdate(items, new BigDecimal("9.90"), "EUR", at);
    }

    private static Cart cart(int items) {
        return new Cart(items, BigDecimal.ONE, "EUR", NOON);
    }
}
