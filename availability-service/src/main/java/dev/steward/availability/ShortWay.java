package dev.steward.availability;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * What handlers of the router have in common that answer a request before REST has looked at it. They take what nearly
 * all send; everything else, and every doubt, they leave to REST, which has a word for each refusal.
 */
public final class ShortWay {
    /**
     * Behind what every request passes (its trace, its limits, the maintenance gate), before the framework's
     * authentication.
     */
    public static final int ORDER = -400;

    private static final String JSON = "application/json";

    private ShortWay() {}

    /**
     * No body to read, and JSON is what is wanted first: other media types only begin alike, and q-values are REST's to
     * weigh.
     */
    public static boolean isFor(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        String accept = headers.get(HttpHeaders.ACCEPT);
        return (length == null || length.equals("0")) && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && (accept == null || accept.equals("*/*") || accept.equals(JSON) || accept.startsWith(JSON + ","));
    }

    public static void answer(HttpServerResponse response, String json) {
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8").end(json);
        }
    }
}
