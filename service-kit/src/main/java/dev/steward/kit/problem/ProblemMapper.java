package dev.steward.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The only place where an exception becomes an HTTP status. */
public class ProblemMapper {
    @ServerExceptionMapper
    public RestResponse<Problem> expected(ProblemException e, RoutingContext request) {
        Problem body = Problems.of(e.code(), e.getMessage(), request, List.of(), e.members());
        RestResponse.ResponseBuilder<Problem> answer = builder(body);
        if (e.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, e.retryAfter().toSeconds()));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> invalid(ResteasyReactiveViolationException e, RoutingContext request) {
        List<Problem.FieldError> errors = e.getConstraintViolations().stream().map(ProblemMapper::fieldError).toList();
        String detail = errors.stream().map(error -> error.field() + " " + error.message()).collect(Collectors.joining("; "));
        return builder(Problems.of(KitError.VALIDATION_FAILED, detail, request, errors, Map.of())).build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> notReadable(JsonMappingException e, RoutingContext request) {
        List<Problem.FieldError> errors = List.of(new Problem.FieldError(pathOf(e), "has the wrong shape or type"));
        return builder(
                Problems.of(KitError.VALIDATION_FAILED, "The JSON does not fit: " + pathOf(e), request, errors, Map.of()))
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> notJson(JsonProcessingException e, RoutingContext request) {
        return answer(KitError.MALFORMED_REQUEST, "The body is not valid JSON.", request);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unauthenticated(UnauthorizedException e, RoutingContext request) {
        return challenge(KitError.UNAUTHENTICATED, "A bearer token is required.", request);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> badToken(AuthenticationFailedException e, RoutingContext request) {
        return challenge(KitError.UNAUTHENTICATED, "The bearer token is not valid.", request);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> forbidden(ForbiddenException e, RoutingContext request) {
        return answer(KitError.FORBIDDEN, "The token does not have the role that this needs.", request);
    }

    /** What the framework raises itself: no such path, wrong method or media type, unreadable parameter. */
    @ServerExceptionMapper
    public RestResponse<Problem> framework(WebApplicationException e, RoutingContext request) {
        Throwable cause = e.getCause();
        if (cause instanceof JsonMappingException mapping) {
            return notReadable(mapping, request);
        }
        if (cause instanceof JsonProcessingException parsing) {
            return notJson(parsing, request);
        }
        Response raised = e.getResponse();
        KitError code = KitError.of(raised.getStatus());
        Problem body = new Problem(code.type(), code.title(), raised.getStatus(), detailOf(code), request.request().path(),
                dev.steward.kit.trace.Traces.of(request), List.of(), Map.of());
        RestResponse.ResponseBuilder<Problem> answer = builder(body);
        if (raised.getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, raised.getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unexpected(Throwable e, RoutingContext request) {
        Log.errorf(e, "%s %s failed", request.request().method(), request.request().path());
        return answer(KitError.INTERNAL_ERROR, "Something went wrong here; the trace id identifies it.", request);
    }

    private static RestResponse<Problem> challenge(ErrorCode code, String detail, RoutingContext request) {
        return builder(Problems.of(code, detail, request)).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
    }

    private static RestResponse<Problem> answer(ErrorCode code, String detail, RoutingContext request) {
        return builder(Problems.of(code, detail, request)).build();
    }

    private static RestResponse.ResponseBuilder<Problem> builder(Problem body) {
        return RestResponse.ResponseBuilder.<Problem>create(body.status()).entity(body).type(Problem.MEDIA_TYPE);
    }

    private static String detailOf(KitError code) {
        return code.title() + ".";
    }

    private static Problem.FieldError fieldError(ConstraintViolation<?> violation) {
        return new Problem.FieldError(withoutMethod(violation.getPropertyPath()), violation.getMessage());
    }

    /** The path starts with the Java method and its parameter, which are nobody's business. */
    private static String withoutMethod(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(node -> names.add(node.toString()));
        Collection<String> fields = names.size() > 2
                ? names.subList(2, names.size())
                : names.subList(names.size() - 1, names.size());
        return String.join(".", fields);
    }

    private static String pathOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining()).replaceFirst("^\\.", "");
    }
}
