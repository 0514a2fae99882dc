package dev.steward.gateway;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.inject.Singleton;

/** The side door of nginx. */
@Singleton
class NginxControl {
    private static final long DEADLINE_MILLIS = 1_000;

    private final WebClient client;
    private final String gate;

    NginxControl(Vertx vertx, GatewayConfig config) {
        this.client = WebClient.create(vertx, new WebClientOptions().setConnectTimeout(500));
        this.gate = config.controlUrl() + "/gate";
    }

    /** Emits the revision that nginx has: -1 before it has any. */
    Uni<Long> revision() {
        return client.requestAbs(HttpMethod.GET, gate).timeout(DEADLINE_MILLIS).send().map(NginxControl::revisionOf);
    }

    /** Emits the revision that nginx has afterwards. */
    Uni<Long> put(GateDocument document) {
        return client.requestAbs(HttpMethod.PUT, gate).timeout(DEADLINE_MILLIS).sendJson(document)
                .map(NginxControl::revisionOf);
    }

    private static long revisionOf(HttpResponse<Buffer> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("nginx answered " + answer.statusCode() + ": " + answer.bodyAsString());
        }
        return answer.bodyAsJsonObject().getLong("revision");
    }
}
