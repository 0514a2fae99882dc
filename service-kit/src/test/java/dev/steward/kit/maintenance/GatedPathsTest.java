package dev.steward.kit.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatedPathsTest {
    private final GatedPaths unit = new GatedPaths(
            Map.of("storefront", List.of("/"), "api", List.of("/api"), "partner", List.of("/partner", "/api/partner")),
            List.of("/q/", "/api/webhooks"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            /,                  storefront
            /apis,              storefront
            /api,               api
            /api/orders,        api
            /api/partner,       partner
            /api/partners,      api
            /api/webhooks/pay,  -
            /q/health,          -
            /quiet,             storefront
            """)
    void theLongestPrefixDecides(String path, String channel) {
        assertEquals(channel, unit.channelOf(path));
    }
}
