package dev.steward.proof.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the tests enqueue: known by its mark, which is its body and its idempotency key. */
public final class Requests {
    public static final String PATH = "/internal/v1/requests";
    public static final String BATCH = PATH + ":batch";

    /** How long an exchange may take. */
    public static final int HTTP_TIMEOUT_SECONDS = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Requests() {}

    /** Tried again every second until it succeeds. */
    public static ObjectNode to(String uri, String mark) {
        return JSON.createObjectNode()
                .put("method", "POST")
                .put("uri", uri)
                .put("body", mark)
                .put("successCode", 200)
                .put("attemptIntervalSeconds", 1)
                .put("httpTimeoutSeconds", HTTP_TIMEOUT_SECONDS)
                .put("idempotencyKey", mark);
    }
}
