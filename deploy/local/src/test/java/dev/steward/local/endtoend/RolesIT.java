package dev.steward.local.endtoend;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.steward.migrate.Service;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may not: every admin and internal endpoint refuses an anonymous and a wrong-role call. */
class RolesIT {
    private final RunningSuite suite = RunningSuite.with(1);

    @ParameterizedTest
    @CsvSource(textBlock = """
            PUT,    /admin/api/maintenance/offline,             operator
            DELETE, /admin/api/maintenance/offline,             customer
            GET,    /admin/api/heartbeat,                       customer
            GET,    /hbadmin,                                   mitra
            POST,   /admin/api/maintenance/windows,             operator
            GET,    /admin/api/maintenance/windows,             mitra
            PATCH,  /admin/api/maintenance/windows/018f0000-0000-7000-8000-000000000000, operator
            POST,   /admin/api/maintenance/windows/018f0000-0000-7000-8000-000000000000/end, service
            GET,    /admin/api/maintenance/gateways,            customer
            GET,    /admin/api/maintenance/events,              service
            GET,    /admin/api/maintenance/stream,              customer
            POST,   /admin/api/maintenance/bypass-links,        operator
            GET,    /admin/api/maintenance/bypass-uses,         customer
            POST,   /admin/api/maintenance/offline-files,       operator
            GET,    /admin/api/traffic,                         customer
            GET,    /admin/api/traffic/018f0000-0000-7000-8000-000000000000, service
            GET,    /admin/api/dispatcher/requests,             customer
            GET,    /admin/api/dispatcher/queue,                mitra
            POST,   /admin/api/dispatcher/requests/018f0000-0000-7000-8000-000000000000/retry, operator
            POST,   /admin/api/dispatcher/requests/018f0000-0000-7000-8000-000000000000/attempt, operator
            POST,   /admin/api/dispatcher/requests:redrive,     operator
            GET,    /admin/api/dispatcher/destinations,         customer
            PATCH,  /admin/api/dispatcher/destinations/018f0000-0000-8000-8000-000000000000, operator
            GET,    /admin/api/mitras,                          customer
            GET,    /admin/api/mitras/stream,                   mitra
            GET,    /admin/api/mitras/018f0000-0000-7000-8000-000000000000, service
            GET,    /admin/api/mitras/018f0000-0000-7000-8000-000000000000/online-periods, mitra
            GET,    /admin/api/mitras/018f0000-0000-7000-8000-000000000000/online-time, mitra
            PATCH,  /admin/api/mitras/018f0000-0000-7000-8000-000000000000, operator
            POST,   /admin/api/mitras/018f0000-0000-7000-8000-000000000000/offline, operator
            POST,   /api/mitra/status/heartbeat,                customer
            POST,   /api/mitra/status/online,                   operator
            """)
    void theGatewayLetsNobodyElseThrough(String method, String path, String wrongRole) {
        refused(suite.gateway(), method, path, 401);
        refused(suite.gateway("mallory", wrongRole), method, path, 403);
        refused(suite.gateway().header("Authorization", "Bearer " + forged()), method, path, 401);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            MAINTENANCE,   GET,    /internal/v1/snapshot
            MAINTENANCE,   PUT,    /internal/v1/gateways/somebody
            MAINTENANCE,   POST,   /internal/v1/bypass-uses
            HEARTBEAT,     POST,   /internal/v1/events
            HEARTBEAT,     PUT,    /internal/v1/flags/queue
            HEARTBEAT,     PUT,    /internal/v1/carts/session-0123456789
            AVAILABILITY,  POST,   /internal/v1/mitras
            AVAILABILITY,  GET,    /internal/v1/mitras/available
            AVAILABILITY,  POST,   /internal/v1/auth-sessions
            AVAILABILITY,  GET,    /internal/v1/auth-sessions/018f0000-0000-7000-8000-000000000000
            OBSERVABILITY, POST,   /internal/v1/exchanges
            DISPATCHER,    POST,   /internal/v1/requests
            """)
    void internalEndpointsAreForServicesAndNotBehindTheGateway(Service service, String method, String path) {
        refused(suite.service(service, 0), method, path, 401);
        refused(suite.service(service, 0).auth().oauth2(suite.token("mallory", "admin")), method, path, 403);
        refused(suite.gateway("end-to-end", "service"), method, path, 404);
    }

    private static void refused(RequestSpecification as, String method, String path, int status) {
        as.contentType("application/json").body(method.equals("GET") ? "" : "{}").request(method, path).then()
                .statusCode(status)
                .contentType("application/problem+json").header("Trace-Id", notNullValue()).body("status", is(status));
    }

    /** A token that is right in everything but its signature. */
    private String forged() {
        String token = suite.token("mallory", "admin", "operator", "mitra");
        return token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(342);
    }
}
