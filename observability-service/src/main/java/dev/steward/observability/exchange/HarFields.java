package dev.steward.observability.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The headers of a message, and what HAR wants to see picked out of them and of the URL. */
record HarFields(List<List<String>> headers) {
    List<Har.Pair> all() {
        return headers.stream().map(header -> new Har.Pair(header.get(0), header.get(1))).toList();
    }

    /** Empty where there is none. */
    String first(String name) {
        return values(name).findFirst().orElse("");
    }

    /** A Set-Cookie header holds one, with attributes behind it; a Cookie header any number. */
    List<Har.Pair> cookies(String name) {
        boolean set = name.equals("Set-Cookie");
        return values(name)
                .flatMap(value -> Arrays.stream(value.split(";")).limit(set ? 1 : Long.MAX_VALUE))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty())
                .map(cookie -> pair(cookie, false))
                .toList();
    }

    static List<Har.Pair> query(String url) {
        String rest = withoutFragment(url);
        int from = rest.indexOf('?');
        return from < 0 ? List.of() : parameters(rest.substring(from + 1));
    }

    static List<Har.Pair> parameters(String encoded) {
        return Arrays.stream(encoded.split("&")).filter(part -> !part.isEmpty()).map(part -> pair(part, true)).toList();
    }

    /** Recorders may know the path only. */
    static String absolute(String url, String host) {
        String whole = withoutFragment(url);
        return whole.startsWith("/") ? "http://" + (host.isEmpty() ? "unknown" : host) + whole : whole;
    }

    private Stream<String> values(String name) {
        return headers.stream().filter(header -> header.get(0).equalsIgnoreCase(name)).map(header -> header.get(1));
    }

    private static Har.Pair pair(String part, boolean encoded) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        return encoded ? new Har.Pair(decoded(name), decoded(value)) : new Har.Pair(name, value);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String withoutFragment(String url) {
        int fragment = url.indexOf('#');
        return fragment < 0 ? url : url.substring(0, fragment);
    }
}
