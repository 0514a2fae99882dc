package dev.steward.dispatcher.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.dispatcher.target.Target;
import dev.steward.kit.trace.CallTrace;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.net.InetAddress;

/** Writes the HTTP request of an attempt. */
@Singleton
class Messages {
    private final ObjectMapper json;

    Messages(ObjectMapper json) {
        this.json = json;
    }

    /** The connection goes to the address; the name serves the Host header and the certificate only. */
    RequestOptions head(Task task, Target target, InetAddress address, CallTrace trace) {
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(task.content().method()))
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.bracketed())
                .setPort(target.port())
                .setSsl(target.encrypted())
                .setURI(target.pathAndQuery())
                .setFollowRedirects(false)
                .setHeaders(headers(task.content(), trace));
    }

    /** Null for a GET, which carries its token in a header. */
    Buffer body(Task task) {
        try {
            return isGet(task.content()) ? null : Buffer.buffer(json.writeValueAsBytes(TaskBody.of(task)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MultiMap headers(Task.Content content, CallTrace trace) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(content.headers());
        trace.tell(headers::set);
        if (!headers.contains(HttpHeaders.USER_AGENT)) {
            headers.set(HttpHeaders.USER_AGENT, "steward-dispatcher");
        }
        return isGet(content)
                ? headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + content.body())
                : headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
    }

    private static boolean isGet(Task.Content content) {
        return content.method().equals("GET");
    }
}
