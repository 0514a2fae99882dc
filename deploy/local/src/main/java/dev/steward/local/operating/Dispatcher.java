package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.UUID;

/** An installation's dispatcher. */
record Dispatcher(GatewayClient client) {
    private static final String BASE = "/admin/api/dispatcher";

    JsonNode queue() {
        return client.get(BASE + "/queue");
    }

    ArrayNode destinations() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = client.get(BASE + "/destinations?limit=500" + cursor);
            page.path("items").forEach(all::add);
            cursor = page.hasNonNull("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : null;
        }
        return all;
    }

    JsonNode request(UUID id) {
        return client.get(BASE + "/requests/" + id);
    }

    /** Sends it now if it waits; whether it does is seen when it is looked at again. */
    void attempt(UUID id) {
        try {
            client.send("POST", BASE + "/requests/" + id + "/attempt", JsonNodeFactory.instance.objectNode());
        } catch (CallFailed e) {
            if (!e.isInvalid()) {
                throw e;
            }
        }
    }

    JsonNode retry(UUID id) {
        return client.send("POST", BASE + "/requests/" + id + "/retry", JsonNodeFactory.instance.objectNode());
    }
}
