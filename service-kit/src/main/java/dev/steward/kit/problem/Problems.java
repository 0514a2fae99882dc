package dev.steward.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.steward.kit.json.WireJson;
import dev.steward.kit.trace.Traces;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** Makes problem documents, and writes them where no REST mapper is reached. */
@Singleton
public class Problems {
    static Problem of(ErrorCode code, String detail, RoutingContext request) {
        return of(code, code.status(), detail, request);
    }

    /**
     * @param status
     *            the one of the answer, which is not the code's where no code stands for it
     */
    static Problem of(ErrorCode code, int status, String detail, RoutingContext request) {
        return new Problem(code.type(), code.title(), status, detail, request.request().path(), Traces.of(request), List.of(),
                Map.of());
    }

    static Problem of(ProblemException e, RoutingContext request) {
        return e.problem(request.request().path(), Traces.of(request));
    }

    /** For an exception mapper of one's own. */
    public static Response answer(ProblemException e, RoutingContext request) {
        return Response.status(e.code().status())
                .type(Problem.MEDIA_TYPE)
                .header(jakarta.ws.rs.core.HttpHeaders.RETRY_AFTER, e.retryAfterSeconds())
                .entity(of(e, request))
                .build();
    }

    /**
     * Ends the response with a problem document. One that has begun already is broken off, so that it looks like no
     * success.
     */
    public void write(RoutingContext request, ErrorCode code, String detail) {
        write(request, of(code, detail, request));
    }

    void write(RoutingContext request, ProblemException e) {
        if (e.retryAfterSeconds() != null) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
        }
        write(request, of(e, request));
    }

    void write(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            response.reset();
        } else {
            response.setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(Traces.HEADER, problem.traceId())
                    .end(text(problem));
        }
    }

    private String text(Problem problem) {
        try {
            return WireJson.MAPPER.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
