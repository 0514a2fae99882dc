package dev.steward.benchmarks.dispatch;

import java.time.Instant;

/** What is delivered: about a kilobyte of JSON that holds its number, alike for everybody. */
public final class Message {
    private static final String ITEM = "{\"sku\":\"3f9a1c07\",\"name\":\"walnut lamp\",\"price\":481000},";

    private Message() {}

    public static String body(int number) {
        return "{\"event\":\"order.paid\",\"number\":\"#%010d\",\"items\":[%s{}]}".formatted(number, ITEM.repeat(17));
    }

    /** JSON inside a JSON string. */
    static String quoted(String body) {
        return '"' + body.replace("\"", "\\\"") + '"';
    }

    /** As the dispatcher's receivers get it. */
    static String delivered(int number) {
        return "{\"request\":%s,\"__task\":{\"createdAt\":\"%s\",\"attempt\":{\"number\":1,\"limit\":1440,\"interval\":60}}}"
                .formatted(quoted(body(number)), Instant.now());
    }

    /** As it is asked of the dispatcher. */
    static String request(int number, String uri, String more) {
        return "{\"method\":\"POST\",\"uri\":\"%s\",\"body\":%s,\"successCode\":200%s}".formatted(uri, quoted(body(number)),
                more);
    }

    /** As a peer keeps it. */
    public static String payload(int number, String uri) {
        return "{\"uri\":\"%s\",\"createdAt\":\"%s\",\"body\":%s}".formatted(uri, Instant.now(), quoted(body(number)));
    }
}
