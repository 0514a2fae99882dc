package dev.steward.kit.http;

import java.nio.charset.StandardCharsets;

/** Builds the text of a request, as wrong as it is wanted. Each character becomes one byte. */
public final class RawRequest {
    private final StringBuilder text = new StringBuilder();

    private RawRequest(String method, String uri) {
        text.append(method).append(' ').append(uri).append(" HTTP/1.1\r\nHost: localhost\r\n");
    }

    public static String get(String uri, String... headers) {
        return of("GET", uri).headers(headers).end();
    }

    public static String json(String uri, String body, String... headers) {
        return of("POST", uri).header("Content-Type: application/json").headers(headers).body(body);
    }

    public static RawRequest of(String method, String uri) {
        return new RawRequest(method, uri);
    }

    public RawRequest header(String header) {
        text.append(header).append("\r\n");
        return this;
    }

    public RawRequest headers(String... headers) {
        for (String header : headers) {
            header(header);
        }
        return this;
    }

    public RawRequest bearer(String token) {
        return header("Authorization: Bearer " + token);
    }

    public String body(String body) {
        return header("Content-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length).end() + body;
    }

    /**
     * @param times
     *            so many chunks of 64 KiB after the first
     */
    public String chunks(String first, int times) {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        return header("Transfer-Encoding: chunked").end()
                + Integer.toHexString(first.length()) + "\r\n" + first + "\r\n" + chunk.repeat(times) + "0\r\n\r\n";
    }

    public String end() {
        return text + "\r\n";
    }
}
