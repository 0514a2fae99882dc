package dev.steward.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** The only place where an exception becomes an HTTP status. */
public class ProblemMapper {
    @ServerExceptionMapper
    public Response expected(ProblemException e, RoutingContext request) {
        return Problems.answer(e, request);
    }

    /** A violation of anything but the request's parameters is a defect of the service. */
    @ServerExceptionMapper
    public Response invalid(ValidationException e, RoutingContext request) {
        if (!(e instanceof ResteasyReactiveViolationException violation) || FieldErrors.isDefect(violation)) {
            return unexpected(e, request);
        }
        return Problems.answer(FieldErrors.problem(FieldErrors.of(violation)), request);
    }

    /**
     * Jackson's word for JSON that does not fit the type; its other exceptions stand for an answer that cannot be written.
     */
    @ServerExceptionMapper
    public Response misfit(MismatchedInputException e, RoutingContext request) {
        return unreadable(e, request);
    }

    @ServerExceptionMapper
    public Response unauthenticated(UnauthorizedException e, RoutingContext request) {
        return challenge(KitError.UNAUTHENTICATED.detail(), "Bearer", request);
    }

    @ServerExceptionMapper
    public Response badToken(AuthenticationFailedException e, RoutingContext request) {
        return challenge("The bearer token is not valid.", "Bearer error=\"invalid_token\"", request);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, RoutingContext request) {
        return with(KitError.FORBIDDEN, request).build();
    }

    @ServerExceptionMapper
    public Response wrongMethod(NotAllowedException e, RoutingContext request) {
        return with(KitError.METHOD_NOT_ALLOWED, request).allow(AllowedMethods.at(CurrentRequestManager.get())).build();
    }

    /** A value that cannot be converted is a 404 to Jakarta REST, which is true of the path only. */
    @ServerExceptionMapper
    public Response missing(NotFoundException e, RoutingContext request) {
        boolean unreadableParameter = e.getCause() != null && request.request().query() != null;
        return with(unreadableParameter ? KitError.MALFORMED_REQUEST : KitError.NOT_FOUND, request).build();
    }

    /** What else the framework raises: its headers stay, and an error gets a body. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException e, RoutingContext request) {
        Response raised = e.getResponse();
        if (e.getCause() instanceof JsonProcessingException json) {
            return unreadable(json, request);
        }
        if (raised.getStatus() < 400) {
            return raised;
        }
        if (raised.getStatus() >= 500) {
            tell(e, request);
        }
        KitError code = KitError.of(raised.getStatus());
        return body(Response.fromResponse(raised), Problems.of(code, raised.getStatus(), code.detail(), request)).build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e, RoutingContext request) {
        tell(e, request);
        return with(KitError.INTERNAL_ERROR, request).build();
    }

    private static void tell(Throwable e, RoutingContext request) {
        if (request.response().closed()) {
            Log.debugf(e, "%s %s failed after the client had gone", request.request().method(), request.request().path());
        } else {
            Log.errorf(e, "%s %s failed", request.request().method(), request.request().path());
        }
    }

    private static Response unreadable(JsonProcessingException e, RoutingContext request) {
        if (e instanceof JsonMappingException misfit && !misfit.getPath().isEmpty()) {
            return Problems.answer(FieldErrors.problem(List.of(FieldErrors.of(misfit))), request);
        }
        String detail = e instanceof JsonMappingException
                ? "The body's JSON has the wrong type."
                : "The body is not valid JSON.";
        return Problems.answer(new ProblemException(KitError.MALFORMED_REQUEST, detail), request);
    }

    private static Response challenge(String detail, String challenge, RoutingContext request) {
        return body(Response.status(401), Problems.of(KitError.UNAUTHENTICATED, detail, request))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private static Response.ResponseBuilder with(KitError code, RoutingContext request) {
        return body(Response.status(code.status()), Problems.of(code, code.detail(), request));
    }

    private static Response.ResponseBuilder body(Response.ResponseBuilder answer, Problem problem) {
        return answer.entity(problem).type(Problem.MEDIA_TYPE);
    }
}
