package dev.steward.observability.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeTest {
    @ParameterizedTest
    @CsvSource({
            "https://shop.example/api/orders?page=2, /api/orders",
            "https://shop.example:8443/api#top, /api",
            "https://shop.example, /",
            "https://shop.example?x=1, /",
            "/api/orders, /api/orders",
            "/go?to=https://other.example/x, /go",
            "/a#b?c, /a",
            "?x, /",
            "*, *"})
    void knowsItsPath(String url, String path) {
        assertEquals(path, new Exchange.Request("GET", url, null, List.of(), Exchange.Body.NONE, null, null).path());
    }
}
