package dev.steward.kit.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The second column is what Vert.x makes of the first, the third what nginx does, the fourth what our router serves.
 */
class PathReadingsTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            /,                         /,                        /,              -
            /api/orders,               /api/orders,              /api/orders,    -
            /api/orders/,              /api/orders/,             /api/orders/,   -
            /%61pi/orders,             /api/orders,              /api/orders,    -
            //api///orders,            /api/orders,              /api/orders,    -
            /api/%2e%2e/partner,       /partner,                 /partner,       -
            /api/..,                   /,                        /,              -
            /api/.,                    /api/,                    /api/,          -
            /api%2Forders,             /api%2Forders,            /api/orders,    /api%2Forders
            /partner/..%2Fapi,         /partner/..%2Fapi,        /api,           /partner/..%2Fapi
            /%2Fapi,                   /%2Fapi,                  /api,           /%2Fapi
            /api//../orders,           /api/orders,              /orders,        /api/orders
            /api;v=1/orders,           /api;v=1/orders,          /api;v=1/orders, /api/orders
            /;/api/orders,             /;/api/orders,            /;/api/orders,  /api/orders
            /%2561pi,                  /%2561pi,                 /%61pi,         /%2561pi
            /%C3%BC,                   /%C3%BC,                  /ü,             /%C3%BC
            /100%,                     /100%,                    /100%,          -
            /%zz/api,                  /%zz/api,                 /%zz/api,       -
            """)
    void areTheGatewaysAndOurs(String sent, String routed, String gateways, String ours) {
        assertEquals(ours == null ? List.of(gateways) : List.of(gateways, ours), PathReadings.of(sent, routed));
    }
}
