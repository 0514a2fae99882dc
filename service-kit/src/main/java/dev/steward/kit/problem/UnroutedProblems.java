package dev.steward.kit.problem;

import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Problem documents for what no REST mapper sees: an address that nobody serves, a failure in a filter or in the
 * router.
 */
@Singleton
public class UnroutedProblems {
    /** The framework's own handler is the very last, and shows HTML or no body at all. */
    private static final int BEFORE_THE_LAST = Integer.MAX_VALUE - 1;

    private final Problems problems;

    public UnroutedProblems(Problems problems) {
        this.problems = problems;
    }

    void onService(@Observes Router router) {
        register(router);
    }

    void onManagement(@Observes ManagementInterface management) {
        register(management.router());
    }

    private void register(Router router) {
        router.route().order(BEFORE_THE_LAST).failureHandler(this::failed);
        router.errorHandler(404, this::failed);
    }

    private void failed(RoutingContext request) {
        switch (request.failure()) {
            case ProblemException expected -> problems.write(request, expected);
            case UnauthorizedException e -> challenge(request);
            case AuthenticationException e -> challenge(request);
            case ForbiddenException e -> answer(request, KitError.FORBIDDEN.status());
            case null, default -> answer(request, Math.max(400, request.statusCode()));
        }
    }

    private void challenge(RoutingContext request) {
        request.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        answer(request, KitError.UNAUTHENTICATED.status());
    }

    private void answer(RoutingContext request, int status) {
        if (status >= 500) {
            Log.errorf(request.failure(), "%s %s failed", request.request().method(), request.request().path());
        }
        KitError code = KitError.of(status);
        problems.write(request, Problems.of(code, status, code.detail(), request));
    }
}
