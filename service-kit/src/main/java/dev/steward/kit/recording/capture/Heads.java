package dev.steward.kit.recording.capture;

import dev.steward.kit.recording.redaction.Header;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;

/** The heads of both messages as they were when the exchange was over. */
public record Heads(String scheme, HostAndPort authority, String uri, List<Header> request,
        List<Header> response) {
    private static final int PER_FIELD = 128;
    private static final int USUAL_FIELDS = 16;

    static Heads of(HttpServerRequest request, HttpServerResponse response) {
        return new Heads(request.scheme(), request.authority(), request.uri(),
                fields(request.headers()), fields(response.headers()));
    }

    private static List<Header> fields(MultiMap headers) {
        List<Header> fields = new ArrayList<>(USUAL_FIELDS);
        headers.forEach((name, value) -> {
            // HTTP/2 keeps the status among them, as :status.
            if (!name.startsWith(":")) {
                fields.add(new Header(name, value));
            }
        });
        return fields;
    }

    /** The target of the request as it was sent, with scheme and authority where it came without. */
    public String url() {
        return authority != null && uri.startsWith("/") ? scheme + "://" + authority + uri : uri;
    }

    int weight() {
        return uri.length() + weight(request) + weight(response);
    }

    private static int weight(List<Header> fields) {
        int weight = 0;
        for (Header field : fields) {
            weight += PER_FIELD + field.name().length() + field.value().length();
        }
        return weight;
    }
}
