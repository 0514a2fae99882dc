package dev.steward.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.trace.Traces;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Makes problem documents, and writes them where no REST mapper is reached. */
@Singleton
public class Problems {
    private final ObjectMapper json;

    public Problems(ObjectMapper json) {
        this.json = json;
    }

    static Problem of(ErrorCode code, String detail, RoutingContext request) {
        return of(code, detail, request, List.of(), Map.of());
    }

    static Problem of(ErrorCode code, String detail, RoutingContext request, List<Problem.FieldError> errors,
            Map<String, Object> members) {
        return new Problem(code.type(), code.title(), code.status(), detail, request.request().path(), Traces.of(request),
                errors,
                members);
    }

    /** Ends the response with a problem document, unless it has begun already. */
    public void write(RoutingContext request, ErrorCode code, String detail) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(Traces.HEADER, Traces.of(request))
                .end(text(of(code, detail, request)));
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
