package dev.steward.kit.recording.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is masked depends on the tenant; where nobody knows whose a request is, everything is that any of them wants
 * masked.
 */
@QuarkusTest
@TestProfile(TenantsTest.Tenants.class)
class TenantsTest extends Recorded {
    private static final String QUERY = "tableNumber=planted-1&waiter=planted-2&dish=soup&pinned=yes";

    public static final class Tenants extends RecordingProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("steward.kit.recording.tenant-header", "X-Shop");
            overrides.put("steward.kit.recording.tenants.east.redaction.names", "table_number");
            overrides.put("steward.kit.recording.tenants.west.redaction.names", "waiter");
            overrides.put("steward.kit.recording.tenants.west.redaction.patterns", "so+up");
            return overrides;
        }
    }

    @Test
    void masksWhatTheTenantWants() throws Exception {
        JsonNode east = record("east");
        assertEquals("tableNumber=***&waiter=planted-2&dish=soup&pinned=yes", query(east));
        JsonNode west = record("west");
        assertEquals("tableNumber=planted-1&waiter=***&dish=***&pinned=yes", query(west));
        assertNotEquals(east.at("/redaction/rulesVersion"), west.at("/redaction/rulesVersion"));
    }

    @Test
    void masksWhatAnyTenantWantsWhereNoneIsKnown() throws Exception {
        assertTrue(query(record(null)).startsWith("tableNumber=***&waiter=***&dish=***"));
        assertTrue(query(record("north")).startsWith("tableNumber=***&waiter=***&dish=***"));
    }

    private JsonNode record(String tenant) throws Exception {
        newTrace();
        HttpRequest.Builder request = request("api/items/1?" + QUERY);
        send(tenant == null ? request : request.header("X-Shop", tenant));
        return recorded();
    }

    private static String query(JsonNode record) {
        String url = record.at("/request/url").asText();
        return url.substring(url.indexOf('?') + 1);
    }
}
