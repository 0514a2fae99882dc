package dev.steward.kit.maintenance;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.stream.Stream;

/**
 * A request's cookies, read as the gateway reads them: all lines, and whatever stands in them. A stricter reader would
 * overlook a session that the gateway lets pass.
 */
final class Cookies {
    private Cookies() {}

    /** The values of the cookies of that name, in their order. */
    static Stream<String> named(String name, HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(cookie -> cookie.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(name))
                .map(pair -> pair[1].strip());
    }
}
